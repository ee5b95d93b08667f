package academy.ascent.benchmarks.sandboxes;

import academy.ascent.benchmarks.host.Machine;
import academy.ascent.benchmarks.report.BenchFigure;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the bench found.
 *
 * @param stolen the share of all cores' time that the hypervisor gave to others meanwhile
 * @param openAndKill null if it was not asked for
 * @param manyAtOnce null if it was not asked for
 */
record SandboxesReport(
        String started,
        Machine machine,
        double stolen,
        OpenAndKill.@Nullable Measured openAndKill,
        ManyAtOnce.@Nullable Measured manyAtOnce) {
    private static final double MOST_SECONDS = 1;
    private static final double NINETY_FIVE = 0.95;

    /** The figures, in the order in which they are printed. */
    @JsonProperty
    List<BenchFigure> figures() {
        List<BenchFigure> figures = new ArrayList<>();
        if (openAndKill != null) {
            addOpenAndKill(openAndKill, figures);
        }
        if (manyAtOnce != null) {
            addMany(manyAtOnce, figures);
        }
        figures.add(BenchFigure.of("stolen by the hypervisor", "of all", stolen));
        return figures;
    }

    private static void addOpenAndKill(OpenAndKill.Measured measured, List<BenchFigure> figures) {
        double bare = quantile(measured.bare(), 0.5);
        figures.add(BenchFigure.of("bare: process start to first 200, median", "s", bare));
        figures.add(
                BenchFigure.of("bare: process start to first 200, p95", "s", quantile(measured.bare(), NINETY_FIVE)));
        for (Probed probed : Probed.values()) {
            List<Round> rounds = measured.rounds().stream()
                    .filter(round -> round.probed() == probed)
                    .toList();
            String condition = " (" + probed.words() + ", " + rounds.size() + " times)";
            double median = add("open to first 200" + condition, rounds, Round::answered, figures);
            figures.add(BenchFigure.of("of a bare start" + condition, "x", median / bare));
            figures.add(BenchFigure.of(
                    "of it until open and admitted, median" + condition, "s", quantile(rounds, Round::opened)));
            add("kill to replacement's start" + condition, rounds, Round::runsAgain, figures);
            add("kill to replacement's first 200" + condition, rounds, Round::answeredAgain, figures);
        }
    }

    /** Tells median and p95, which has a target; the median is returned. */
    private static double add(
            String name, List<Round> rounds, ToDoubleFunction<Round> seconds, List<BenchFigure> figures) {
        List<Double> values = rounds.stream().mapToDouble(seconds).boxed().toList();
        double median = quantile(values, 0.5);
        figures.add(BenchFigure.of(name + ", median", "s", median));
        figures.add(BenchFigure.of(name + ", p95", "s", quantile(values, NINETY_FIVE))
                .atMost(MOST_SECONDS));
        return median;
    }

    private static void addMany(ManyAtOnce.Measured measured, List<BenchFigure> figures) {
        String name = measured.count() + " sandboxes at once: ";
        figures.add(BenchFigure.of(name + "failures", "", measured.failures().size())
                .atMost(0));
        figures.add(BenchFigure.of(name + "until the last served", "s", measured.servingSeconds()));
        figures.add(BenchFigure.of(name + "memory of their processes", "GB", measured.memoryBytes() / 1e9));
        figures.add(BenchFigure.of(name + "until the last was closed", "s", measured.closingSeconds()));
    }

    private static double quantile(List<Round> rounds, ToDoubleFunction<Round> seconds) {
        return quantile(rounds.stream().mapToDouble(seconds).boxed().toList(), 0.5);
    }

    /** The smallest value that so large a share of them does not exceed. */
    static double quantile(Collection<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    boolean missed() {
        return figures().stream().anyMatch(BenchFigure::missed);
    }
}
