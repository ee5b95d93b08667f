package academy.ascent.reference.route.report;

import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.UnknownModel;
import academy.ascent.reference.route.Outcome;
import academy.ascent.reference.route.Routing;
import java.util.Map;
import java.util.function.Supplier;

/** {@code GET /routes}, {@code GET /routes/NAME}, {@code POST /routes/NAME/reset} and {@code /routes/NAME/outcome}. */
public final class RoutesResource implements Resource {
    private final Supplier<Routing> routing;

    /** A resource of the routes in force. */
    public RoutesResource(Supplier<Routing> routing) {
        this.routing = routing;
    }

    @Override
    public Answer answer(Request request) {
        String[] path = request.path().split("/", -1);
        try {
            if (path.length == 1) {
                return request.method().equals("GET") ? report(path[0]) : only("GET");
            }
            if (path.length == 2 && (path[1].equals("reset") || path[1].equals("outcome"))) {
                return request.method().equals("POST") ? act(path[0], path[1], request.body()) : only("POST");
            }
        } catch (UnknownModel e) {
            return Answer.error(404, e.getMessage());
        } catch (RejectedRequest e) {
            return Answer.error(400, e.getMessage());
        }
        return Answer.error(404, "a route has /routes/NAME, /routes/NAME/reset and /routes/NAME/outcome");
    }

    private Answer report(String name) {
        Routing current = routing.get();
        return Answer.json(
                200, name.isEmpty() ? ReportJson.all(current.reports()) : ReportJson.one(current.report(name)));
    }

    private Answer act(String name, String action, byte[] body) {
        if (action.equals("reset")) {
            routing.get().reset(name);
        } else {
            routing.get().outcome(name, Outcome.read(body));
        }
        return Answer.json(200, new byte[] {'{', '}'});
    }

    private static Answer only(String method) {
        return new Answer(
                405,
                "application/json",
                Answer.error(405, "this address answers " + method + " only").body(),
                Map.of("allow", method));
    }

    /** Outcomes are reported by whoever sends requests. */
    @Override
    public boolean isAdministration(String method, String path) {
        return !method.equals("GET") && !path.endsWith("/outcome");
    }
}
