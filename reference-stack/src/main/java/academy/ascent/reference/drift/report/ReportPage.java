package academy.ascent.reference.drift.report;

import academy.ascent.reference.drift.retrain.Delivery;
import academy.ascent.reference.page.Html;
import academy.ascent.reference.statistics.DriftResult;
import academy.ascent.reference.statistics.NotComparable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One monitor's report as a page. */
public final class ReportPage {
    private final DriftReport report;

    private ReportPage(DriftReport report) {
        this.report = report;
    }

    /** The page, which needs no script. */
    public static String of(DriftReport report) {
        return Html.page("Drift of " + report.name(), new ReportPage(report).body());
    }

    private String body() {
        return """
                <main>
                <p class="trail"><a href="/drift">Drift monitors</a></p>
                <h1>%s</h1>
                %s
                %s%s%s%s%s</main>
                <footer>Held against %s rows of %s, watched since %s. <a href="?format=json">As JSON</a></footer>
                """.formatted(
                        Html.escaped(report.name()),
                        StatusLine.of(report),
                        facts(),
                        report.window().map(this::window).orElse(""),
                        streams(),
                        report.feedback().map(FeedbackPart::of).orElse(""),
                        episodes(),
                        Html.count(report.referenceRows()),
                        Html.escaped(report.reference()),
                        Html.time(report.since()));
    }

    private String facts() {
        DriftReport.Traffic traffic = report.traffic();
        return "<dl class=\"facts\">"
                + fact("Rows seen", Html.count(traffic.seen()))
                + fact("Sampled for judging", Html.count(traffic.sampled()))
                + fact("Dropped", Html.count(traffic.dropped()))
                + fact("Windows judged", Html.count(report.windows()))
                + fact("Next window", Html.count(traffic.waiting()) + " of " + Html.count(traffic.wanted()) + " rows")
                + "</dl>\n";
    }

    private static String fact(String name, String value) {
        return "<div><dt>" + name + "</dt><dd class=\"number\">" + value + "</dd></div>";
    }

    private String window(WindowReport window) {
        Stream<ColumnReport> sorted = window.columns().stream()
                .sorted(Comparator.comparing(ColumnReport::isDrifted)
                        .reversed()
                        .thenComparing(column -> column.quality().stream().noneMatch(ColumnReport.Quality::isAlert)));
        String prediction = window.prediction()
                .map(column -> "<h2>Prediction</h2>\n<ol class=\"columns\">" + column(column) + "</ol>\n")
                .orElse("");
        return """
                <h2>%s of %s columns drifted: %s, threshold %s</h2>
                <figure>%s<figcaption class="soft">Share of drifted columns, 0 to 100 %%, in the latest \
                windows; dashed: the threshold; upright: an episode began.</figcaption></figure>
                <p class="soft">Window %s: %s rows, %s to %s.</p>
                %s<h2>Columns</h2>
                <p class="key"><span><i class="was"></i>reference</span><span><i class="is"></i>current window</span></p>
                <ol class="columns">%s</ol>
                """.formatted(
                        window.drifted(),
                        window.compared(),
                        Html.percent(window.share()),
                        Html.percent(window.shareThreshold()),
                        TimelinePicture.of(report, window.shareThreshold()),
                        Html.count(window.number()),
                        Html.count(window.rows()),
                        Html.time(window.from()),
                        Html.time(window.to()),
                        prediction,
                        sorted.map(ReportPage::column).collect(Collectors.joining("\n")));
    }

    private static String column(ColumnReport column) {
        List<String> bins = column.picture().bins();
        return """
                <li class="%s"><div class="head"><h3>%s</h3>%s</div>
                <figure>%s<figcaption class="soft ends"><span>%s</span><span>%s</span></figcaption></figure>
                <p class="number">%s</p>
                <p class="faults">%s</p></li>""".formatted(
                        column.isDrifted() ? "bad" : "",
                        Html.escaped(column.name()),
                        verdict(column),
                        HistogramPicture.of(column),
                        Html.escaped(bins.getFirst()),
                        Html.escaped(bins.getLast()),
                        test(column),
                        column.quality().stream().map(ReportPage::fault).collect(Collectors.joining(" · ")));
    }

    private static String verdict(ColumnReport column) {
        if (column.drift() instanceof NotComparable) {
            return "<span class=\"verdict doubt\">? not compared</span>";
        }
        return column.isDrifted()
                ? "<span class=\"verdict bad\">✕ drifted</span>"
                : "<span class=\"verdict good\">✓ steady</span>";
    }

    private static String test(ColumnReport column) {
        return switch (column.drift()) {
            case NotComparable(String reason) -> Html.escaped(reason);
            case DriftResult result -> {
                boolean distance = Double.isNaN(result.pValue());
                yield result.test().label() + (distance ? " " : " p = ") + Html.number(result.score()) + ", drifts "
                        + (distance ? "from " : "below ") + Html.number(result.threshold());
            }
        };
    }

    private static String fault(ColumnReport.Quality quality) {
        String text = quality.fault().replace('-', ' ') + " " + Html.percent(quality.current());
        return quality.isAlert()
                ? "<span class=\"bad\">⚠ " + text + " (reference " + Html.percent(quality.reference()) + ")</span>"
                : text;
    }

    private String streams() {
        if (report.streams().isEmpty()) {
            return "";
        }
        String rows = report.streams().stream()
                .map(stream -> "<tr><td>" + Html.escaped(stream.of()) + "</td><td>" + stream.detector()
                        + "</td><td class=\"number\">" + Html.count(stream.values()) + "</td><td class=\"number\">"
                        + Html.count(stream.changes()) + "</td><td>"
                        + stream.last().map(Html::time).orElse("none") + "</td></tr>")
                .collect(Collectors.joining("\n"));
        return """
                <h2>Streams</h2>
                <div class="scroll"><table><thead><tr><th>Stream</th><th>Detector</th><th>Values</th><th>Changes</th>\
                <th>Last change</th></tr></thead><tbody>
                %s
                </tbody></table></div>
                """.formatted(rows);
    }

    private String episodes() {
        if (report.episodes().isEmpty()) {
            return "<h2>Episodes</h2>\n<p class=\"soft\">None so far. An episode begins when drift is confirmed, and "
                    + "calls the retrain action once.</p>\n";
        }
        String items = report.episodes().stream().map(ReportPage::episode).collect(Collectors.joining("\n"));
        return "<h2>Episodes</h2>\n<ol class=\"episodes\">" + items + "</ol>\n";
    }

    private static String episode(EpisodeReport episode) {
        String end = episode.ended().map(at -> "to " + Html.time(at)).orElse("<strong>still open</strong>");
        String reasons = episode.reasons().stream().map(Html::escaped).collect(Collectors.joining("; "));
        return "<li><p>" + Html.time(episode.began()) + " " + end + "</p><p>" + reasons + "</p><p class=\"soft\">"
                + episode.retrain().map(ReportPage::delivery).orElse("No retrain action is declared.")
                + " Episode <span class=\"number\">" + Html.escaped(episode.id()) + "</span></p></li>";
    }

    private static String delivery(Delivery delivery) {
        String tries = delivery.attempts() == 1 ? "1 attempt" : delivery.attempts() + " attempts";
        String problem =
                delivery.lastProblem().map(text -> ": " + Html.escaped(text)).orElse("");
        return switch (delivery.state()) {
            case DELIVERED -> "✓ Retrain action told, " + tries + ".";
            case SENDING -> "… Telling the retrain action, " + tries + " so far" + problem + ".";
            case GIVEN_UP -> "✕ Retrain action not told, given up after " + tries + problem + ".";
        };
    }
}
