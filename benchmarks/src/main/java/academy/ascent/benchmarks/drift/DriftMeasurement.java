package academy.ascent.benchmarks.drift;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The process that is measured, apart from the one that asks, with a heap of its own. */
public final class DriftMeasurement {
    private DriftMeasurement() {}

    /** Arguments: the data's folder, {@code full} or {@code quick}, and the file to write the findings to. */
    public static void main(String[] arguments) throws IOException {
        DriftPlan plan = DriftPlan.named(arguments[1]);
        Streaming streaming = new Streaming();
        List<OurFindings.Memory> memory = streaming.memory(plan.streamed());
        List<OurFindings.Memory> categoryMemory = streaming.categoryMemory(plan.streamed());
        List<Timing> update = streaming.update(plan.rounds());
        List<Timing> categoryUpdate = streaming.categoryUpdate(plan.rounds());
        Comparing comparing = new Comparing(new DataFolder(Path.of(arguments[0])), SeededColumn.twenty());
        List<Timing> whole = comparing.whole(plan.rounds());
        List<Timing> prepared = comparing.withPreparedReference(plan.rounds());
        OurFindings findings = new OurFindings(
                comparing.scores(),
                whole,
                prepared,
                update,
                categoryUpdate,
                memory,
                categoryMemory,
                streaming.shiftsFound(plan.shifted(), plan.shiftedRows()),
                streaming.falseAlarms(plan.windows()));
        new ObjectMapper().writeValue(Path.of(arguments[2]).toFile(), findings);
    }
}
