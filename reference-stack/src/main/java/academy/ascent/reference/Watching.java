package academy.ascent.reference;

import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.config.ServingConfig;
import academy.ascent.reference.drift.DriftMonitors;
import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Exposition;
import academy.ascent.reference.metrics.MetricsSource;
import academy.ascent.reference.protocol.Predictors;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/** Drift monitors as the configuration in force declares them; none of their classes is loaded without one. */
final class Watching implements Feature, MetricsSource {
    private final EventLog log;
    private volatile Optional<DriftMonitors> monitors = Optional.empty();

    Watching(EventLog log) {
        this.log = log;
    }

    @Override
    public Change prepare(ServingConfig config, Predictors next, Predicate<ModelConfig> isFresh) {
        Optional<DriftMonitors> before = monitors;
        if (config.drift().isEmpty()) {
            return () -> {
                before.ifPresent(DriftMonitors::close);
                monitors = Optional.empty();
            };
        }
        DriftMonitors declared = DriftMonitors.of(
                config.drift(),
                before,
                name -> next.find(name, null).metadata(),
                System::getenv,
                InstantSource.system(),
                log);
        return () -> {
            declared.startInsteadOf(before);
            monitors = Optional.of(declared);
        };
    }

    @Override
    public Predictors around(Predictors served) {
        return monitors.<Predictors>map(watching -> new WatchedPredictors(served, watching::tap))
                .orElse(served);
    }

    /** What stands at {@code /drift}. */
    Resource reports() {
        return request ->
                monitors.map(watching -> watching.reports().answer(request)).orElseGet(Watching::none);
    }

    /** What stands at {@code /feedback}: whoever may ask for predictions may say what came of them. */
    Resource feedback() {
        Resource feedback = request ->
                monitors.map(watching -> watching.feedback().answer(request)).orElseGet(Watching::none);
        return feedback.forUsers();
    }

    private static Answer none() {
        return Answer.error(404, "serving.yaml declares no drift monitors");
    }

    @Override
    public void write(Exposition page) {
        monitors.ifPresent(watching -> watching.metrics().write(page));
    }

    @Override
    public void close() {
        monitors.ifPresent(DriftMonitors::close);
    }
}
