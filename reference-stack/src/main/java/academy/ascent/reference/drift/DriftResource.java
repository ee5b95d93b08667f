package academy.ascent.reference.drift;

import academy.ascent.reference.config.InvalidConfig;
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

/**
 * {@code GET /drift} lists the monitors, {@code GET /drift/NAME} shows one: as JSON, or to a browser as a page.
 * {@code POST /drift/NAME/reset} lets one forget all that it has seen.
 */
final class DriftResource implements Resource {
    private static final String RESET = "/reset";

    private final Map<String, DriftMonitor> monitors;

    /** @param monitors by name; changed when one begins anew */
    DriftResource(Map<String, DriftMonitor> monitors) {
        this.monitors = monitors;
    }

    @Override
    public Answer answer(Request request) {
        boolean forgets = request.path().endsWith(RESET);
        String method = forgets ? "POST" : "GET";
        if (!request.method().equals(method)) {
            Answer refused = Answer.error(405, "this address answers " + method + " only");
            return new Answer(405, refused.contentType(), refused.body(), Map.of("allow", method));
        }
        if (request.path().isEmpty()) {
            return list(Html.isWanted(request));
        }
        String name = forgets ? request.path().substring(0, request.path().length() - RESET.length()) : request.path();
        DriftMonitor monitor = monitors.get(name);
        if (monitor == null) {
            return Answer.error(
                    404, "nothing watches \"" + name + "\"; monitors are " + new TreeSet<>(monitors.keySet()));
        }
        return forgets ? forgotten(monitor) : one(monitor, Html.isWanted(request));
    }

    private Answer list(boolean page) {
        List<DriftReport> reports = monitors.values().stream()
                .sorted(Comparator.comparing(DriftMonitor::name))
                .map(DriftMonitor::report)
                .toList();
        return page ? Answer.html(200, ListPage.of(reports)) : Answer.json(200, ReportJson.list(reports));
    }

    private Answer forgotten(DriftMonitor monitor) {
        try {
            DriftMonitor anew = monitor.anew();
            monitors.replace(monitor.name(), monitor, anew);
            return one(anew, false);
        } catch (InvalidConfig e) {
            return Answer.error(409, "the monitor goes on as it was: " + e.getMessage());
        }
    }

    private static Answer one(DriftMonitor monitor, boolean page) {
        DriftReport report = monitor.report();
        return page ? Answer.html(200, ReportPage.of(report)) : Answer.json(200, ReportJson.of(report));
    }
}
