package academy.ascent.reference;

import academy.ascent.reference.config.ServingConfig;
import academy.ascent.reference.config.ServingFile;
import academy.ascent.reference.explain.Explanations;
import academy.ascent.reference.http.HttpServer;
import academy.ascent.reference.http.Limits;
import academy.ascent.reference.http.RepositoryResource;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.runtime.ModelStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/** A running server with its models, from start to end. */
final class Serving {
    private final HttpServer server;
    private final ModelStore models;
    private final EventLog log;
    private final CountDownLatch told = new CountDownLatch(1);

    private Serving(HttpServer server, ModelStore models, EventLog log) {
        this.server = server;
        this.models = models;
        this.log = log;
    }

    /** Starts to serve the folder; returns when all of its models are ready. */
    static Serving start(Path folder, Environment environment) {
        EventLog log = new EventLog(System.out, InstantSource.system());
        ServingConfig config = ServingFile.read(folder);
        Metrics metrics = new Metrics();
        Limits limits = Limits.forProcessors(
                Runtime.getRuntime().availableProcessors(),
                config.server().maxBody(),
                config.server().maxConnections(),
                environment.drainDelay());
        HttpServer server = HttpServer.listen(
                config.server().host(), config.server().port(), limits, metrics, log, environment.accessLog());
        ModelStore models = new ModelStore(
                model -> new CountedEvents(metrics.model(model.name(), model.version()), model, log),
                model -> WarmUp.run(model, log));
        models.serve(config.models());
        server.mount("/v2/repository", new RepositoryResource(models, () -> server.serve(models)));
        if (!config.explanations().isEmpty()) {
            server.mount("/explain", new Explanations(config.explanations(), models));
        }
        Serving serving = new Serving(server, models, log);
        serving.listenForSignals();
        server.serve(models);
        serving.logReady(config);
        return serving;
    }

    /**
     * Signals are taken here and not in a shutdown hook: hooks run side by side, and ONNX Runtime has one that closes
     * its environment while requests are still in flight.
     */
    private void listenForSignals() {
        for (String name : List.of("TERM", "INT")) {
            Signal.handle(new Signal(name), _ -> told.countDown());
        }
    }

    private void logReady(ServingConfig config) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("host", config.server().host());
        facts.put("port", server.port());
        facts.put("models", models.names());
        ProcessHandle.current()
                .info()
                .startInstant()
                .ifPresent(start -> facts.put(
                        "millis", Duration.between(start, Instant.now()).toMillis()));
        log.event("ready", facts);
    }

    /** Serves until a signal tells it to end, then drains. */
    void untilTold() throws InterruptedException {
        told.await();
        log.event("draining", Map.of());
        server.drain();
        models.close();
        log.event("ended", Map.of());
    }
}
