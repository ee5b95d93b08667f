package academy.ascent.benchmarks.grading;

import academy.ascent.benchmarks.host.Machine;
import academy.ascent.benchmarks.report.BenchFigure;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the bench found.
 *
 * @param build which one was measured
 * @param verdicts every grading, by submission and neighbours
 */
record GradingReport(
        String started,
        Machine machine,
        String build,
        List<Cell> verdicts,
        List<BenchFigure> generator,
        List<BenchFigure> throughput) {
    private static final double MOST_UNDECIDED = 0.05;
    private static final double MOST_OVERHEAD_SECONDS = 3;

    /** The figures, in the order in which they are printed. */
    @JsonProperty
    List<BenchFigure> figures() {
        List<BenchFigure> figures = new ArrayList<>();
        for (boolean isProtected : new boolean[] {true, false}) {
            List<Cell> cells = verdicts.stream()
                    .filter(cell -> cell.isProtected() == isProtected)
                    .toList();
            if (!cells.isEmpty()) {
                addVerdicts(figures, cells, isProtected ? "protected" : "unprotected", isProtected);
            }
        }
        verdicts.stream().map(cell -> cell.submission().lab()).distinct().forEach(lab -> figures.addAll(overhead(lab)));
        figures.addAll(generator);
        figures.addAll(throughput);
        return figures;
    }

    private static void addVerdicts(List<BenchFigure> figures, List<Cell> cells, String mode, boolean isProtected) {
        int gradings = cells.stream().mapToInt(Cell::gradings).sum();
        int wrong = cells.stream().mapToInt(Cell::wrong).sum();
        int naive = cells.stream().mapToInt(Cell::naiveWrong).sum();
        double undecided = cells.stream().mapToInt(Cell::undecided).sum() / (double) gradings;
        figures.add(BenchFigure.of(mode + ": gradings", "", gradings));
        figures.add(BenchFigure.of(mode + ": wrong verdicts", "", wrong).atMost(0));
        BenchFigure share = BenchFigure.of(mode + ": undecided", "of all", undecided);
        figures.add(isProtected ? share.atMost(MOST_UNDECIDED) : share);
        figures.addAll(leftAlone(cells, mode));
        figures.add(BenchFigure.of(mode + ": wrong by one threshold on the same p95", "", naive));
    }

    /** The undecided among the gradings whose host had its CPU to itself: no protection gives back what a hypervisor takes. */
    private static List<BenchFigure> leftAlone(List<Cell> cells, String mode) {
        List<Graded> alone = cells.stream()
                .flatMap(cell -> cell.each().stream())
                .filter(one -> !one.isStolenFrom())
                .toList();
        if (alone.isEmpty()) {
            return List.of();
        }
        long undecided = alone.stream().filter(one -> !one.isJudged()).count();
        String name = mode + ": undecided while the hypervisor took at most 2 % of the CPU";
        return List.of(BenchFigure.of(name, "of " + alone.size(), undecided / (double) alone.size()));
    }

    /** Of gradings that were decided at their first look, whose measuring time is known exactly. */
    private List<BenchFigure> overhead(String lab) {
        List<Graded> alone = verdicts.stream()
                .filter(Cell::isProtected)
                .filter(cell -> cell.submission().lab().equals(lab))
                .filter(cell -> cell.neighbours() == Neighbours.NONE)
                .flatMap(cell -> cell.each().stream())
                .filter(Graded::isDecidedAtOnce)
                .toList();
        if (alone.isEmpty()) {
            return List.of();
        }
        String conditions = "a grading of “" + lab + "” beside no neighbour, median of " + alone.size() + ": ";
        List<BenchFigure> figures = new ArrayList<>();
        figures.add(median(conditions + "all but measuring, to the verdict", alone, Graded::overheadSeconds)
                .atMost(MOST_OVERHEAD_SECONDS));
        alone.getFirst()
                .overhead()
                .keySet()
                .forEach(part -> figures.add(median(
                        conditions + "of it " + part,
                        alone,
                        one -> one.overhead().getOrDefault(part, 0.0))));
        figures.add(median(conditions + Laps.CLOSING, alone, one -> one.laps().getOrDefault(Laps.CLOSING, 0.0)));
        return figures;
    }

    private static BenchFigure median(String name, List<Graded> each, ToDoubleFunction<Graded> value) {
        double[] sorted = each.stream().mapToDouble(value).sorted().toArray();
        return BenchFigure.of(name, "s", sorted[sorted.length / 2]);
    }

    GradingReport with(List<Cell> cells) {
        return new GradingReport(started, machine, build, cells, generator, throughput);
    }

    GradingReport withThroughput(List<BenchFigure> measured) {
        return new GradingReport(started, machine, build, verdicts, generator, measured);
    }

    GradingReport withGenerator(List<BenchFigure> measured) {
        return new GradingReport(started, machine, build, verdicts, measured, throughput);
    }

    boolean missed() {
        return figures().stream().anyMatch(BenchFigure::missed);
    }
}
