package academy.ascent.benchmarks.grading;

import academy.ascent.benchmarks.host.Machine;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * What the bench found.
 *
 * @param verdicts every grading, by submission and neighbours
 */
record GradingReport(
        String started,
        Machine machine,
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
        figures.addAll(overhead());
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
        figures.add(BenchFigure.of(mode + ": wrong by one threshold on the same p95", "", naive));
    }

    /** Of gradings that were decided at their first look, whose measuring time is known exactly. */
    private List<BenchFigure> overhead() {
        double[] seconds = verdicts.stream()
                .filter(Cell::isProtected)
                .filter(cell -> cell.neighbours().equals(Neighbours.NONE.words()))
                .flatMap(cell -> cell.each().stream())
                .filter(Graded::isDecidedAtOnce)
                .mapToDouble(Graded::overheadSeconds)
                .sorted()
                .toArray();
        return seconds.length == 0
                ? List.of()
                : List.of(BenchFigure.of(
                                "a grading beside no neighbour, without its measuring window, median of "
                                        + seconds.length,
                                "s",
                                seconds[seconds.length / 2])
                        .atMost(MOST_OVERHEAD_SECONDS));
    }

    boolean missed() {
        return figures().stream().anyMatch(BenchFigure::missed);
    }
}
