package academy.ascent.reference;

import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.route.RouteEvents;
import academy.ascent.reference.route.RouteReport.Criterion;
import academy.ascent.reference.route.RouteReport.Rollback;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what happens in routes to the log. */
record LoggedRouteEvents(EventLog log) implements RouteEvents {
    @Override
    public void rolledBack(String route, Rollback rollback) {
        Criterion criterion = rollback.criterion();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("route", route);
        facts.put("cause", rollback.cause());
        facts.put("window", rollback.window());
        facts.put("stableEvents", criterion.stable().events());
        facts.put("stableRequests", criterion.stable().trials());
        facts.put("candidateEvents", criterion.candidate().events());
        facts.put("candidateRequests", criterion.candidate().trials());
        facts.put("margin", criterion.margin());
        facts.put("pValue", criterion.pValue());
        facts.put("alpha", criterion.alpha());
        log.event("canary-rolled-back", facts);
    }

    @Override
    public void reset(String route) {
        log.event("route-reset", Map.of("route", route));
    }
}
