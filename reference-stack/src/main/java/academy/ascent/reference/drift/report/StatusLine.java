package academy.ascent.reference.drift.report;

import academy.ascent.reference.page.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How a monitor stands, in a sentence, before anything else; then what else calls for a look. */
final class StatusLine {
    private StatusLine() {}

    static String of(DriftReport report) {
        String tone = switch (report.status()) {
            case WAITING -> "";
            case CLEAN -> "good";
            case SUSPECT -> "doubt";
            case DRIFTING -> "bad";
        };
        StringBuilder line = new StringBuilder(
                "<div class=\"status " + tone + "\" role=\"status\"><p><strong>" + headline(report) + "</strong></p>");
        line.append("<p>").append(next(report)).append("</p>");
        for (String alert : alerts(report)) {
            line.append("<p>⚠ ").append(Html.escaped(alert)).append("</p>");
        }
        return line.append("</div>").toString();
    }

    /** A word with its sign. */
    static String headline(DriftReport report) {
        return switch (report.status()) {
            case WAITING -> "… Waiting for the first window";
            case CLEAN -> "✓ No drift";
            case SUSPECT -> "? The last window drifted";
            case DRIFTING -> "✕ Drift";
        };
    }

    private static String next(DriftReport report) {
        return switch (report.status()) {
            case WAITING ->
                "It needs " + Html.count(report.traffic().wanted()) + " rows; "
                        + Html.count(report.traffic().waiting())
                        + " have come. Send requests to the model, and load this page again.";
            case CLEAN -> "The last window is like the reference data.";
            case SUSPECT -> "No episode is open: it is not confirmed yet, or an earlier episode has just ended.";
            case DRIFTING -> {
                EpisodeReport episode = report.episodes().getFirst();
                yield "Since " + Html.time(episode.began()) + ": " + Html.escaped(String.join("; ", episode.reasons()))
                        + ".";
            }
        };
    }

    private static List<String> alerts(DriftReport report) {
        List<String> alerts = new ArrayList<>();
        report.window()
                .ifPresent(window -> Stream.concat(window.columns().stream(), window.prediction().stream())
                        .forEach(column -> column.quality().stream()
                                .filter(ColumnReport.Quality::isAlert)
                                .forEach(quality -> alerts.add(column.name() + ": "
                                        + quality.fault().replace('-', ' ') + " "
                                        + Html.percent(quality.current()) + ", in the reference "
                                        + Html.percent(quality.reference())))));
        report.feedback()
                .flatMap(FeedbackReport::last)
                .filter(FeedbackReport.Accuracy::degraded)
                .ifPresent(last -> alerts.add("accuracy " + Html.percent(last.accuracy()) + ", at least "
                        + Html.percent(last.leastDrop()) + " below the reference"));
        return alerts;
    }
}
