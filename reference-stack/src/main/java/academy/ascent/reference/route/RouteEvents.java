package academy.ascent.reference.route;

import academy.ascent.reference.route.RouteReport.Rollback;

/** What happens in a route that an operator should hear of. */
public interface RouteEvents {
    /** A canary's candidate was taken out. */
    void rolledBack(String route, Rollback rollback);

    /** A route began anew, as it was told to. */
    void reset(String route);
}
