package academy.ascent.benchmarks.drift;

import java.util.List;
import java.util.Map;

/**
 * What the measuring process found.
 *
 * @param whole comparing all columns from arrays in memory to verdicts, both sides prepared anew
 * @param prepared the same with the reference prepared beforehand
 * @param update of one sketched value among twenty columns; the times are of {@link Streaming#UPDATES} values
 * @param memory of a numeric sketch, by number of values
 * @param categoryMemory of a category sketch, by number of values
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
        List<Memory> categoryMemory,
        int shiftsFound,
        Map<String, Integer> falseAlarms) {
    /** A column's verdict. */
    public record Score(String test, double score) {}

    /**
     * The most that a sketch takes in some looks from so many values on.
     *
     * @param heapBytes what the heap holds more than before the sketch was made, after a collection
     */
    public record Memory(int values, long heapBytes) {}
}
