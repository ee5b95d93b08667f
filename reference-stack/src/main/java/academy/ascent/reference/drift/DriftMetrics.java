package academy.ascent.reference.drift;

import academy.ascent.reference.drift.report.ColumnReport;
import academy.ascent.reference.drift.report.DriftReport;
import academy.ascent.reference.drift.report.FeedbackReport;
import academy.ascent.reference.drift.report.StreamReport;
import academy.ascent.reference.drift.report.WindowReport;
import academy.ascent.reference.metrics.Exposition;
import academy.ascent.reference.metrics.MetricsSource;
import academy.ascent.reference.statistics.DriftResult;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The monitors' lines on the metrics page. */
final class DriftMetrics implements MetricsSource {
    private final Collection<DriftMonitor> monitors;

    DriftMetrics(Collection<DriftMonitor> monitors) {
        this.monitors = monitors;
    }

    @Override
    public void write(Exposition page) {
        List<DriftReport> reports = monitors.stream().map(DriftMonitor::report).toList();
        page.family(
                "ascent_drift_rows_total", "counter", "Rows seen, sampled for judging, and dropped for want of room.");
        for (DriftReport report : reports) {
            String labels = monitor(report);
            page.sample(
                    "ascent_drift_rows_total",
                    labels + ",fate=\"seen\"",
                    report.traffic().seen());
            page.sample(
                    "ascent_drift_rows_total",
                    labels + ",fate=\"sampled\"",
                    report.traffic().sampled());
            page.sample(
                    "ascent_drift_rows_total",
                    labels + ",fate=\"dropped\"",
                    report.traffic().dropped());
        }
        counter(page, reports, "ascent_drift_windows_total", "Windows judged.", DriftReport::windows);
        counter(page, reports, "ascent_drift_episodes_total", "Episodes of drift begun.", DriftReport::begun);
        counter(
                page,
                reports,
                "ascent_drift_unreadable_requests_total",
                "Answered requests that could not be observed.",
                report -> report.traffic().broken());
        page.family("ascent_drift_episode_open", "gauge", "1 within an episode of drift.");
        for (DriftReport report : reports) {
            boolean drifting = report.status() == DriftReport.Status.DRIFTING;
            page.sample("ascent_drift_episode_open", monitor(report), drifting ? 1 : 0);
        }
        windows(page, reports);
        streams(page, reports);
        accuracy(page, reports);
    }

    private static void counter(
            Exposition page, List<DriftReport> reports, String name, String help, ToLongFunction<DriftReport> value) {
        page.family(name, "counter", help);
        reports.forEach(report -> page.sample(name, monitor(report), value.applyAsLong(report)));
    }

    private static void windows(Exposition page, List<DriftReport> reports) {
        page.family("ascent_drift_share", "gauge", "Share of drifted columns in the last window.");
        eachWindow(reports, (labels, window) -> page.sample("ascent_drift_share", labels, window.share()));
        page.family("ascent_drift_score", "gauge", "A column's p-value or distance in the last window.");
        eachColumn(reports, (labels, column) -> {
            if (column.drift() instanceof DriftResult result) {
                String test = ",test=\"" + result.test().label() + "\"";
                page.sample("ascent_drift_score", labels + test, result.score());
            }
        });
        page.family("ascent_drift_column_drifted", "gauge", "1 where the column drifted in the last window.");
        eachColumn(
                reports,
                (labels, column) -> page.sample("ascent_drift_column_drifted", labels, column.isDrifted() ? 1 : 0));
        page.family("ascent_drift_fault_share", "gauge", "Share of a column's values with a fault in the last window.");
        eachColumn(
                reports,
                (labels, column) -> column.quality()
                        .forEach(quality -> page.sample(
                                "ascent_drift_fault_share",
                                labels + ",fault=\"" + quality.fault() + "\"",
                                quality.current())));
        page.family("ascent_drift_fault_alert", "gauge", "1 where that share exceeds the reference's by too much.");
        eachColumn(
                reports,
                (labels, column) -> column.quality()
                        .forEach(quality -> page.sample(
                                "ascent_drift_fault_alert",
                                labels + ",fault=\"" + quality.fault() + "\"",
                                quality.isAlert() ? 1 : 0)));
    }

    private static void streams(Exposition page, List<DriftReport> reports) {
        page.family("ascent_drift_stream_changes_total", "counter", "Changes that a stream's detector has found.");
        for (DriftReport report : reports) {
            for (StreamReport stream : report.streams()) {
                page.sample(
                        "ascent_drift_stream_changes_total",
                        String.join(
                                ",",
                                monitor(report),
                                Exposition.label("of", stream.of()),
                                Exposition.label("detector", stream.detector().toString())),
                        stream.changes());
            }
        }
    }

    private static void accuracy(Exposition page, List<DriftReport> reports) {
        page.family("ascent_feedback_labels_total", "counter", "Labels that met their predictions, and that met none.");
        for (DriftReport report : reports) {
            report.feedback().ifPresent(feedback -> {
                page.sample("ascent_feedback_labels_total", monitor(report) + ",match=\"known\"", feedback.labels());
                page.sample("ascent_feedback_labels_total", monitor(report) + ",match=\"unknown\"", feedback.unknown());
            });
        }
        labelled(
                page,
                reports,
                "ascent_feedback_accuracy",
                "Accuracy in the last window of labels.",
                FeedbackReport.Accuracy::accuracy);
        labelled(
                page,
                reports,
                "ascent_feedback_calibration_error",
                "Expected calibration error in the last window of labels.",
                last -> last.calibration()
                        .map(FeedbackReport.Calibration::error)
                        .orElse(Double.NaN));
    }

    private static void labelled(
            Exposition page,
            List<DriftReport> reports,
            String name,
            String help,
            ToDoubleFunction<FeedbackReport.Accuracy> value) {
        page.family(name, "gauge", help);
        for (DriftReport report : reports) {
            Optional<FeedbackReport.Accuracy> last = report.feedback().flatMap(FeedbackReport::last);
            last.map(value::applyAsDouble)
                    .filter(Double::isFinite)
                    .ifPresent(number -> page.sample(name, monitor(report), number));
        }
    }

    private static void eachWindow(List<DriftReport> reports, WindowSample sample) {
        reports.forEach(report -> report.window().ifPresent(window -> sample.write(monitor(report), window)));
    }

    private static void eachColumn(List<DriftReport> reports, ColumnSample sample) {
        eachWindow(
                reports,
                (labels, window) -> Stream.concat(window.columns().stream(), window.prediction().stream())
                        .forEach(column ->
                                sample.write(labels + "," + Exposition.label("column", column.name()), column)));
    }

    private static String monitor(DriftReport report) {
        return Exposition.label("monitor", report.name());
    }

    private interface WindowSample {
        void write(String labels, WindowReport window);
    }

    private interface ColumnSample {
        void write(String labels, ColumnReport column);
    }
}
