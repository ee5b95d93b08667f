package academy.ascent.platform.cohort;

import academy.ascent.platform.cohort.ResultsOrder.MatrixRow;
import academy.ascent.platform.cohort.ResultsQuery.Sort;
import academy.ascent.platform.cohort.ResultsQuery.View;
import academy.ascent.platform.submission.Submission;
import academy.ascent.site.Href;
import academy.ascent.site.cohort.Heading;
import academy.ascent.site.cohort.Mark;
import academy.ascent.site.cohort.ResultsPage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Lays a cohort's results out as a page. */
final class ResultsView {
    /** With more labs than this, the matrix is shown unless the table is asked for. */
    private static final int FEW_LABS = 3;

    private static final int LINES = 200;

    private final Heading heading;
    private final Results everything;
    private final ResultsQuery query;
    private final Results results;

    ResultsView(Heading heading, Results everything, ResultsQuery asked) {
        this.heading = heading;
        this.everything = everything;
        var lab = everything.labs().stream()
                .filter(entry -> entry.id().equals(asked.lab()))
                .findFirst();
        this.results = lab.map(everything::of).orElse(everything);
        var fitting = results.labs().size() > FEW_LABS ? View.MATRIX : View.TABLE;
        this.query = asked.view().isPresent() ? asked : asked.view(fitting);
    }

    ResultsPage page() {
        var content = query.view().orElseThrow() == View.MATRIX ? matrix() : table();
        return new ResultsPage(heading, finding(), figures(), filter(), content, note(content));
    }

    /** What the table shows, all pages of it. */
    List<Result> lines() {
        return results.all().stream()
                .filter(result -> query.state().isEmpty() || query.state().get() == result.mark())
                .sorted(ResultsOrder.of(query, everything.labs()))
                .toList();
    }

    private ResultsPage.Matrix matrix() {
        var rows = results.members().stream()
                .map(member -> new MatrixRow(member, results.row(member)))
                .filter(row -> query.state().isEmpty()
                        || has(row.results(), query.state().get()))
                .sorted(ResultsOrder.ofRows(query))
                .map(ResultsView::row)
                .toList();
        var labs = results.labs().stream()
                .map(lab -> new ResultsPage.Lab(lab.title(), query.lab(lab.id()).on(heading.results())))
                .toList();
        var columns = List.of(
                column("Learner", Sort.LEARNER, false),
                column("Passed", Sort.PASSED, true),
                column("Handed in last", Sort.WHEN, false));
        return new ResultsPage.Matrix(columns, labs, rows);
    }

    private static ResultsPage.Row row(MatrixRow row) {
        return new ResultsPage.Row(
                row.member().name(),
                row.results().stream().map(ResultsView::square).toList(),
                row.passed(),
                row.latest());
    }

    private static ResultsPage.Square square(Result result) {
        var label = new StringBuilder(result.member().name())
                .append(", ")
                .append(result.lab().title())
                .append(": ")
                .append(result.mark().word().toLowerCase(Locale.ROOT));
        result.shown().ifPresent(submission -> {
            append(label, Figures.score(submission), " points");
            if (result.isDecided()) {
                label.append(" (decided by a person)");
            }
            if (result.lateDays() > 0) {
                label.append(", ").append(late(result));
            }
            append(label, Figures.p95(submission).map("p95 "::concat), "");
            append(label, Figures.availability(submission), " available");
        });
        return new ResultsPage.Square(
                result.mark(),
                result.isDecided(),
                label.toString(),
                result.shown().map(ResultsView::href));
    }

    private static String late(Result result) {
        return result.lateDays() == 1 ? "1 late day" : result.lateDays() + " late days";
    }

    /** What else is to be said of a score: who gave it, and what lateness cost. */
    private static String remark(Result result) {
        var remarks = new ArrayList<String>();
        if (result.isDecided()) {
            remarks.add("decided by a person");
        }
        if (result.lateDays() > 0) {
            remarks.add(late(result));
        }
        return String.join(", ", remarks);
    }

    private static void append(StringBuilder label, Optional<String> figure, String unit) {
        figure.ifPresent(text -> label.append(", ").append(text).append(unit));
    }

    private ResultsPage.Table table() {
        var lines = lines();
        var pages = Math.max(1, (lines.size() + LINES - 1) / LINES);
        var page = Math.min(query.page(), pages);
        var shown = lines.subList((page - 1) * LINES, Math.min(page * LINES, lines.size()));
        return new ResultsPage.Table(
                List.of(
                        column("Learner", Sort.LEARNER, false),
                        column("Lab", Sort.LAB, false),
                        column("Verdict", Sort.VERDICT, false),
                        column("Score", Sort.SCORE, true),
                        column("p95", Sort.P95, true),
                        column("Uptime", Sort.UPTIME, true),
                        column("Handed in", Sort.WHEN, false),
                        column("Tries", Sort.TRIES, true)),
                shown.stream().map(ResultsView::line).toList(),
                page > 1 ? Optional.of(query.page(page - 1).on(heading.results())) : Optional.empty(),
                page < pages ? Optional.of(query.page(page + 1).on(heading.results())) : Optional.empty(),
                pages == 1
                        ? ""
                        : "Lines %d to %d of %d"
                                .formatted((page - 1) * LINES + 1, (page - 1) * LINES + shown.size(), lines.size()));
    }

    private static ResultsPage.Line line(Result result) {
        var shown = result.shown();
        return new ResultsPage.Line(
                result.member().name(),
                result.lab().title(),
                result.mark(),
                shown.map(ResultsView::href),
                shown.flatMap(Figures::score).orElse("–"),
                remark(result),
                shown.flatMap(Figures::p95).orElse("–"),
                shown.flatMap(Figures::availability).orElse("–"),
                shown.map(Submission::handedInAt),
                result.tries() == 0 ? "–" : Integer.toString(result.tries()));
    }

    private ResultsPage.Column column(String title, Sort sort, boolean number) {
        var sorted = query.sort().orElse(Sort.LEARNER) == sort;
        var order = !sorted ? "none" : query.descending() ? "descending" : "ascending";
        var next = query.sort(sort, sorted && !query.descending()).on(heading.results());
        return new ResultsPage.Column(title, next, order, number);
    }

    private String finding() {
        var members = everything.members().size();
        if (members == 0) {
            return "Nobody has joined yet";
        }
        if (everything.labs().isEmpty()) {
            return "This level has no labs yet";
        }
        var done = count(row -> row.stream().allMatch(result -> result.mark() == Mark.PASSED));
        var what = everything.labs().size() == 1
                ? "the lab"
                : "all " + everything.labs().size() + " labs";
        return "%d of %d %s passed %s".formatted(done, members, done == 1 ? "has" : "have", what);
    }

    private List<ResultsPage.Figure> figures() {
        if (everything.members().isEmpty() || everything.labs().isEmpty()) {
            return List.of();
        }
        return List.of(
                figure("Members", everything.members().size()),
                figure("Handed something in", count(row -> row.stream().anyMatch(result -> result.tries() > 0))),
                figure("Being graded", count(row -> has(row, Mark.OPEN))),
                figure("Inconclusive or faulted", count(row -> has(row, Mark.INCONCLUSIVE) || has(row, Mark.FAULTED))));
    }

    private static ResultsPage.Figure figure(String label, long number) {
        return new ResultsPage.Figure(label, Long.toString(number));
    }

    private long count(Predicate<List<Result>> rows) {
        return everything.members().stream().map(everything::row).filter(rows).count();
    }

    private static boolean has(List<Result> row, Mark mark) {
        return row.stream().anyMatch(result -> result.mark() == mark);
    }

    private ResultsPage.Filter filter() {
        var labs = new ArrayList<ResultsPage.Choice>();
        labs.add(new ResultsPage.Choice("", "All labs", false));
        for (var lab : everything.labs()) {
            labs.add(new ResultsPage.Choice(lab.id(), lab.title(), lab.id().equals(query.lab())));
        }
        var states = new ArrayList<ResultsPage.Choice>();
        states.add(new ResultsPage.Choice("", "Any state", false));
        Arrays.stream(Mark.values())
                .map(mark -> new ResultsPage.Choice(
                        mark.key(),
                        mark.word(),
                        query.state().filter(mark::equals).isPresent()))
                .forEach(states::add);
        return new ResultsPage.Filter(
                labs,
                states,
                query.view(View.MATRIX).on(heading.results()),
                query.view(View.TABLE).on(heading.results()),
                query.everything().on(heading.results()),
                query.page(1).on(new Href(heading.results().path() + "/results.csv")),
                !query.lab().isEmpty() || query.state().isPresent());
    }

    private String note(ResultsPage.Content content) {
        if (everything.members().isEmpty()) {
            return "What each member handed in, its verdict, and what was measured will stand here. Make an invitation link and send it to your learners.";
        }
        if (everything.labs().isEmpty()) {
            return "The results will stand here as soon as a lab of this level is published.";
        }
        var empty = switch (content) {
            case ResultsPage.Matrix matrix -> matrix.rows().isEmpty();
            case ResultsPage.Table table -> table.lines().isEmpty();
        };
        return empty ? "Nothing fits. Choose another lab or state, or show everything." : "";
    }

    private static Href href(Submission submission) {
        return Href.of("submissions", submission.key());
    }
}
