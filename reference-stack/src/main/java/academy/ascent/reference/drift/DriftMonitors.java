package academy.ascent.reference.drift;

import academy.ascent.reference.config.DriftConfig;
import academy.ascent.reference.drift.retrain.RetrainAction;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.MetricsSource;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.PredictionTap;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All drift monitors of a server, judged one after the other on one thread. */
public final class DriftMonitors implements AutoCloseable {
    private static final long PAUSE_NANOS = 20_000_000;

    private final Map<String, DriftMonitor> monitors;
    private final EventLog log;
    private final Thread thread;
    private volatile boolean closed;

    private DriftMonitors(Map<String, DriftMonitor> monitors, EventLog log) {
        this.monitors = monitors;
        this.log = log;
        thread = Thread.ofPlatform().name("drift").daemon().unstarted(this::work);
    }

    /**
     * Reads the reference data and begins to watch; once this returns, no answer goes unseen.
     *
     * @param predictors what each watched name takes and answers; it throws for a name that is not served
     * @param environment gives secrets by their variables' names, null where a variable is not set
     * @throws academy.ascent.reference.config.InvalidConfig if a monitor does not fit its predictor or reference data
     */
    public static DriftMonitors start(
            List<DriftConfig> configs,
            Function<String, ModelMetadata> predictors,
            Function<String, @Nullable String> environment,
            InstantSource clock,
            EventLog log) {
        Map<String, DriftMonitor> monitors = new LinkedHashMap<>();
        for (DriftConfig config : configs) {
            Optional<RetrainAction> retrain =
                    config.retrain().map(given -> RetrainAction.of(given, environment, clock));
            monitors.put(config.name(), new DriftMonitor(config, predictors.apply(config.name()), retrain, clock));
        }
        DriftMonitors started = new DriftMonitors(monitors, log);
        started.thread.start();
        return started;
    }

    /** What is to see the answers of the model or route of that name. */
    public Optional<PredictionTap> tap(String predictor) {
        return Optional.ofNullable(monitors.get(predictor));
    }

    /** What stands at {@code /drift}. */
    public Resource reports() {
        return new DriftResource(monitors);
    }

    /** What stands at {@code /feedback}. */
    public Resource feedback() {
        return new FeedbackResource(monitors);
    }

    /** The monitors' lines on the metrics page. */
    public MetricsSource metrics() {
        return new DriftMetrics(new ArrayList<>(monitors.values()));
    }

    private void work() {
        while (!closed) {
            for (DriftMonitor monitor : monitors.values()) {
                try {
                    monitor.work();
                } catch (RuntimeException e) {
                    // One broken window must not end the watch over all that come after it.
                    log.event("drift-broken", Map.of("monitor", monitor.name(), "cause", e));
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Ends the watch; what has not been judged by now is not judged any more. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        monitors.values().forEach(DriftMonitor::close);
    }
}
