package academy.ascent.reference.http;

import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;

/** What all connections of a server share. */
final class ServerState {
    final Limits limits;
    final Metrics metrics;
    final InferencePool pool;
    final EventLog log;
    final boolean accessLog;
    volatile Phase phase = Phase.STARTING;
    volatile Routes routes = Routes.withoutModels();

    ServerState(Limits limits, Metrics metrics, EventLog log, boolean accessLog) {
        this.limits = limits;
        this.metrics = metrics;
        this.pool = new InferencePool(limits.workers(), limits.queue());
        this.log = log;
        this.accessLog = accessLog;
    }
}
