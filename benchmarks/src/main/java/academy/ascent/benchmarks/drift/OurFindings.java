package academy.ascent.benchmarks.drift;

import java.util.List;
import java.util.Map;

/**
 * What the measuring process found.
 *
 * @param whole comparing all columns from arrays in memory to verdicts, both sides prepared anew
 * @param prepared the same with the reference prepared beforehand
 * @param update of one sketched value among twenty columns; the times are of {@link Streaming#UPDATES} values
 * @param memory by number of values
 * @param shiftsFound of {@link DriftPlan#shifted} streams whose mean has moved by 0.05 deviations
 * @param falseAlarms by test, of {@link DriftPlan#windows} clean windows
 */
public record OurFindings(
        Map<String, Score> columns,
        List<Timing> whole,
        List<Timing> prepared,
        List<Timing> update,
        List<Timing> categoryUpdate,
        List<Memory> memory,
        int shiftsFound,
        Map<String, Integer> falseAlarms) {
    /** A column's verdict. */
    public record Score(String test, double score) {}

    /**
     * What a sketch of each kind takes after so many values.
     *
     * @param heapBytes what the heap holds more than before the two sketches, after a collection
     */
    public record Memory(int values, long heapBytes) {}
}
