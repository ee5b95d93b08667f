package academy.ascent.reference.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.protocol.RejectedRequest;
import java.util.List;
import java.util.Map;

/** {@code POST /feedback/NAME}: labels for predictions that were answered before. */
final class FeedbackResource implements Resource {
    private final Map<String, DriftMonitor> monitors;

    FeedbackResource(Map<String, DriftMonitor> monitors) {
        this.monitors = monitors;
    }

    @Override
    public Answer answer(Request request) {
        DriftMonitor monitor = monitors.get(request.path());
        if (monitor == null || !monitor.takesLabels()) {
            List<String> taking = monitors.values().stream()
                    .filter(DriftMonitor::takesLabels)
                    .map(DriftMonitor::name)
                    .sorted()
                    .toList();
            return Answer.error(404, "\"" + request.path() + "\" takes no labels; these do: " + taking);
        }
        if (!request.method().equals("POST")) {
            Answer refused = Answer.error(405, "this address answers POST only");
            return new Answer(405, refused.contentType(), refused.body(), Map.of("allow", "POST"));
        }
        try {
            return taken(monitor, FeedbackReader.read(request.body()));
        } catch (RejectedRequest e) {
            return Answer.error(400, e.getMessage());
        }
    }

    private static Answer taken(DriftMonitor monitor, List<FeedbackReader.Label> labels) {
        int matched = 0;
        for (FeedbackReader.Label label : labels) {
            matched += monitor.label(label.id(), label.row(), label.label()) ? 1 : 0;
        }
        String json = "{\"matched\":" + matched + ",\"unknown\":" + (labels.size() - matched) + "}";
        return Answer.json(200, json.getBytes(UTF_8));
    }
}
