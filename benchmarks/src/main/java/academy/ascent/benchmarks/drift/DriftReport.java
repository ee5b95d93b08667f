package academy.ascent.benchmarks.drift;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.host.Machine;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * All that a run found.
 *
 * @param notMeasured why the peer has no figures; null if it has
 */
record DriftReport(
        String started,
        DriftPlan plan,
        Machine machine,
        double loadAverageAfter,
        List<String> jvmOptions,
        OurFindings ours,
        @Nullable PeerFindings evidently,
        @Nullable String notMeasured) {
    private static final double LEAST_RATIO = 30;
    private static final double LEVEL = 0.05;

    /** The figures, in the order in which they are printed. */
    @JsonProperty
    List<DriftFigure> figures() {
        List<DriftFigure> figures = new ArrayList<>();
        Optional.ofNullable(evidently).ifPresent(peer -> addRatios(figures, peer));
        figures.add(seconds("comparing, both sides prepared anew", ours.whole()));
        figures.add(seconds("comparing, reference prepared before", ours.prepared()));
        figures.add(nanos("update of a numeric sketch", ours.update()).within(null, 500.0));
        figures.add(nanos("update of a category sketch", ours.categoryUpdate()).within(null, 500.0));
        addMemory(figures, "numeric", ours.memory());
        addMemory(figures, "category", ours.categoryMemory());
        figures.add(one("streams with a 0.05 σ shift found", "of all", ours.shiftsFound() / (double) plan.shifted())
                .within(1.0, null));
        addFalseAlarms(figures);
        return figures;
    }

    private void addRatios(List<DriftFigure> figures, PeerFindings peer) {
        figures.add(
                ratio("Evidently's run to ours, wall", peer.run(), Timing::wall).within(LEAST_RATIO, null));
        figures.add(ratio("Evidently's run to ours, processor time", peer.run(), Timing::cpu));
        figures.add(ratio("Evidently's bare tests to ours, wall", peer.tests(), Timing::wall));
        figures.add(ratio("Evidently's bare tests to ours, processor time", peer.tests(), Timing::cpu));
        figures.add(seconds("Evidently's run", peer.run()));
        figures.add(seconds("Evidently's bare tests", peer.tests()));
    }

    private static void addMemory(List<DriftFigure> figures, String sketch, List<OurFindings.Memory> found) {
        for (OurFindings.Memory memory : found) {
            figures.add(one(
                    "most heap of a " + sketch + " sketch from " + memory.values() + " values on",
                    "kB",
                    memory.heapBytes() / 1e3));
        }
        double growth = (double) found.getLast().heapBytes() / found.getFirst().heapBytes();
        figures.add(one(sketch + " sketch: heap after the most values to after the fewest", "x", growth)
                .within(null, 1.1));
    }

    private void addFalseAlarms(List<DriftFigure> figures) {
        double spread = 3 * Math.sqrt(LEVEL * (1 - LEVEL) / plan.windows());
        ours.falseAlarms().forEach((test, alarms) -> {
            DriftFigure rate = one("false alarms of " + test, "of all", alarms / (double) plan.windows());
            figures.add(test.equals("ks") ? rate.within(LEVEL - spread, LEVEL + spread) : rate);
        });
    }

    /** Our median against each round of the peer's. */
    private DriftFigure ratio(String name, List<Timing> peer, ToDoubleFunction<Timing> time) {
        double median =
                DriftFigure.of("", "", ours.whole().stream().mapToDouble(time)).median();
        return DriftFigure.of(name, "x", peer.stream().mapToDouble(round -> time.applyAsDouble(round) / median));
    }

    private static DriftFigure seconds(String name, List<Timing> timings) {
        return DriftFigure.of(name + ", wall", "s", timings.stream().mapToDouble(Timing::wall));
    }

    private static DriftFigure nanos(String name, List<Timing> timings) {
        return DriftFigure.of(
                name + ", processor time",
                "ns",
                timings.stream().mapToDouble(timing -> timing.cpu() * 1e9 / Streaming.UPDATES));
    }

    private static DriftFigure one(String name, String unit, double value) {
        return DriftFigure.of(name, unit, DoubleStream.of(value));
    }

    boolean missed() {
        return figures().stream().anyMatch(figure -> Boolean.FALSE.equals(figure.met()));
    }

    /** @throws CannotMeasure if both did not come to the same scores by the same tests, so that times mean nothing */
    DriftReport checked() {
        Optional.ofNullable(evidently)
                .ifPresent(peer -> ours.columns().forEach((name, score) -> {
                    OurFindings.Score other = peer.columns().get(name);
                    double allowed = 1e-9 * Math.abs(score.score()) + 1e-15;
                    if (other == null
                            || !other.test().equals(score.test())
                            || !(Math.abs(other.score() - score.score()) <= allowed)) {
                        throw new CannotMeasure("column " + name + ": " + score + " here, " + other + " by Evidently");
                    }
                }));
        return this;
    }
}
