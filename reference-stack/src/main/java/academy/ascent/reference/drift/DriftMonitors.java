package academy.ascent.reference.drift;

import academy.ascent.reference.config.DriftConfig;
import academy.ascent.reference.drift.retrain.RetrainAction;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.MetricsSource;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.PredictionTap;
import academy.ascent.reference.protocol.UnknownModel;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All drift monitors of a server, judged one after the other on one thread. */
public final class DriftMonitors implements AutoCloseable {
    private static final long PAUSE_NANOS = 20_000_000;

    private final ConcurrentNavigableMap<String, DriftMonitor> monitors;
    private final Resource reports;
    private final Resource feedback;
    private final MetricsSource metrics;
    private final EventLog log;
    private final Thread thread;
    private volatile boolean closed;

    private DriftMonitors(ConcurrentNavigableMap<String, DriftMonitor> monitors, EventLog log) {
        this.monitors = monitors;
        this.log = log;
        reports = new DriftResource(monitors);
        feedback = new FeedbackResource(monitors);
        metrics = new DriftMetrics(monitors.values());
        thread = Thread.ofPlatform().name("drift").daemon().unstarted(this::work);
    }

    /**
     * Reads the reference data, without an effect on anybody yet. A monitor that is declared as before, for a predictor
     * and on a reference file that are as before, is the one before, with all that it has seen.
     *
     * @param predictors what each watched name takes and answers; it throws {@link UnknownModel} for a name that is not
     *     served
     * @param environment gives secrets by their variables' names, null where a variable is not set
     * @throws academy.ascent.reference.config.InvalidConfig if a monitor does not fit its predictor or reference data
     */
    public static DriftMonitors of(
            List<DriftConfig> configs,
            Optional<DriftMonitors> before,
            Function<String, ModelMetadata> predictors,
            Function<String, @Nullable String> environment,
            InstantSource clock,
            EventLog log) {
        ConcurrentNavigableMap<String, DriftMonitor> monitors = new ConcurrentSkipListMap<>();
        for (DriftConfig config : configs) {
            ModelMetadata model = watched(config, predictors);
            monitors.put(
                    config.name(),
                    before.flatMap(old -> old.unchanged(config, model))
                            .orElseGet(() -> monitor(config, model, environment, clock)));
        }
        return new DriftMonitors(monitors, log);
    }

    private Optional<DriftMonitor> unchanged(DriftConfig config, ModelMetadata model) {
        return Optional.ofNullable(monitors.get(config.name())).filter(old -> old.watches(config, model));
    }

    private static DriftMonitor monitor(
            DriftConfig config,
            ModelMetadata model,
            Function<String, @Nullable String> environment,
            InstantSource clock) {
        Optional<RetrainAction> retrain = config.retrain().map(given -> RetrainAction.of(given, environment, clock));
        return new DriftMonitor(config, model, retrain, clock);
    }

    /** Begins to judge, in the place of the monitors before; what these are still telling goes on being told. */
    public void startInsteadOf(Optional<DriftMonitors> before) {
        before.ifPresent(DriftMonitors::stop);
        thread.start();
    }

    private static ModelMetadata watched(DriftConfig config, Function<String, ModelMetadata> predictors) {
        try {
            return predictors.apply(config.name());
        } catch (UnknownModel e) {
            throw config.source().fault("name", e.getMessage());
        }
    }

    /** What is to see the answers of the model or route of that name. */
    public Optional<PredictionTap> tap(String predictor) {
        if (!monitors.containsKey(predictor)) {
            return Optional.empty();
        }
        // Looked up for each answer, since a monitor may begin anew.
        return Optional.of((request, response) -> {
            DriftMonitor monitor = monitors.get(predictor);
            if (monitor != null) {
                monitor.predicted(request, response);
            }
        });
    }

    /** What stands at {@code /drift}. */
    public Resource reports() {
        return reports;
    }

    /** What stands at {@code /feedback}. */
    public Resource feedback() {
        return feedback;
    }

    /** The monitors' lines on the metrics page. */
    public MetricsSource metrics() {
        return metrics;
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

    private void stop() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
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
