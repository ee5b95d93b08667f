package academy.ascent.reference.http;

import academy.ascent.reference.access.Access;
import academy.ascent.reference.log.AccessLog;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.tracing.Tracing;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all connections of a server share. */
final class ServerState {
    final Limits limits;
    final Metrics metrics;
    final OffloadPool pool;
    final Map<String, Resource> mounted = new ConcurrentHashMap<>();
    final EventLog log;
    final BodyBudget bodies;
    volatile @Nullable AccessLog accessLog;
    volatile @Nullable Tracing tracing;
    volatile @Nullable Access access;
    volatile Phase phase = Phase.STARTING;
    volatile Routes routes = Routes.withoutModels(Map.of());

    ServerState(Limits limits, Metrics metrics, EventLog log) {
        this.limits = limits;
        this.metrics = metrics;
        this.pool = new OffloadPool(limits.workers(), limits.queue());
        this.log = log;
        this.bodies = new BodyBudget(limits.bodiesBytes());
    }
}
