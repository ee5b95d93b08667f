package academy.ascent.platform.submission;

import academy.ascent.grader.measure.GradingEvent;
import academy.ascent.grader.verdict.CheckResult;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** What live events carry, as JSON. */
final class EventData {
    static final ObjectMapper JSON = new ObjectMapper();

    private EventData() {}

    static String state(SubmissionState state, String reason) {
        var data = JSON.createObjectNode().put("state", state.word());
        if (!reason.isEmpty()) {
            data.put("reason", reason);
        }
        return text(data);
    }

    static String run(int epoch) {
        return text(JSON.createObjectNode().put("run", epoch));
    }

    static String check(String id) {
        return text(JSON.createObjectNode().put("check", id));
    }

    static String progress(GradingEvent.Progress progress) {
        return text(JSON.createObjectNode().put("fraction", progress.fraction()).put("line", progress.line()));
    }

    static String finding(CheckResult result) {
        return text(JSON.createObjectNode()
                .put("check", result.id())
                .put("outcome", result.outcome().name().toLowerCase(Locale.ROOT))
                .put("earned", result.earned())
                .put("points", result.points())
                .put("title", result.title()));
    }

    /** PostgreSQL keeps no NUL, neither as a character nor escaped in jsonb; a submission's log may hold some. */
    static String storable(String text) {
        return text.replace("\\u0000", "\\ufffd").replace('\0', '\uFFFD');
    }

    private static String text(ObjectNode data) {
        return storable(data.toString());
    }
}
