package academy.ascent.reference.drift;

import academy.ascent.reference.drift.report.DriftReport;
import academy.ascent.reference.drift.report.ListPage;
import academy.ascent.reference.drift.report.ReportJson;
import academy.ascent.reference.drift.report.ReportPage;
import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.page.Html;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** {@code GET /drift} lists the monitors, {@code GET /drift/NAME} shows one: as JSON, or to a browser as a page. */
final class DriftResource implements Resource {
    private final Map<String, DriftMonitor> monitors;

    DriftResource(Map<String, DriftMonitor> monitors) {
        this.monitors = monitors;
    }

    @Override
    public Answer answer(Request request) {
        if (!request.method().equals("GET")) {
            Answer refused = Answer.error(405, "this address answers GET only");
            return new Answer(405, refused.contentType(), refused.body(), Map.of("allow", "GET"));
        }
        boolean page = Html.isWanted(request);
        if (request.path().isEmpty()) {
            List<DriftReport> reports = monitors.values().stream()
                    .sorted(Comparator.comparing(DriftMonitor::name))
                    .map(DriftMonitor::report)
                    .toList();
            return page ? Answer.html(200, ListPage.of(reports)) : Answer.json(200, ReportJson.list(reports));
        }
        DriftMonitor monitor = monitors.get(request.path());
        if (monitor == null) {
            return Answer.error(
                    404,
                    "nothing watches \"" + request.path() + "\"; monitors are " + new TreeSet<>(monitors.keySet()));
        }
        DriftReport report = monitor.report();
        return page ? Answer.html(200, ReportPage.of(report)) : Answer.json(200, ReportJson.of(report));
    }
}
