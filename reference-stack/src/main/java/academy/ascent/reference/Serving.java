package academy.ascent.reference;

import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.config.ServingConfig;
import academy.ascent.reference.config.ServingFile;
import academy.ascent.reference.http.HttpServer;
import academy.ascent.reference.http.Limits;
import academy.ascent.reference.http.ServedModel;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.metrics.ModelMetrics;
import academy.ascent.reference.runtime.Model;
import academy.ascent.reference.runtime.ModelEvents;
import academy.ascent.reference.runtime.NativeHeap;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/** A running server with its models, from start to end. */
final class Serving {
    private final HttpServer server;
    private final List<ServedModel> models;
    private final EventLog log;
    private final CountDownLatch told = new CountDownLatch(1);

    private Serving(HttpServer server, List<ServedModel> models, EventLog log) {
        this.server = server;
        this.models = models;
        this.log = log;
    }

    /** Starts to serve the folder; returns when all of its models are ready. */
    static Serving start(Path folder, Environment environment) {
        EventLog log = new EventLog(System.out, InstantSource.system());
        ServingConfig config = ServingFile.read(folder);
        Metrics metrics = new Metrics();
        Limits limits = Limits.forProcessors(Runtime.getRuntime().availableProcessors(), environment.drainDelay());
        HttpServer server = HttpServer.listen(
                config.server().host(), config.server().port(), limits, metrics, log, environment.accessLog());
        List<ServedModel> models = new ArrayList<>();
        for (ModelConfig model : config.models()) {
            models.add(load(model, metrics, log));
        }
        NativeHeap.trim();
        Serving serving = new Serving(server, models, log);
        serving.listenForSignals();
        server.serve(models);
        serving.logReady(config);
        return serving;
    }

    private static ServedModel load(ModelConfig config, Metrics metrics, EventLog log) {
        ModelMetrics counters = metrics.model(config.name(), config.version());
        Model model = Model.load(config, new CountedEvents(counters));
        WarmUp.run(model, log);
        counters.warmedUp();
        return new ServedModel(model, counters);
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
        facts.put("models", models.stream().map(served -> served.model().name()).toList());
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
        for (ServedModel served : models) {
            served.model().close();
        }
        log.event("ended", Map.of());
    }

    private record CountedEvents(ModelMetrics counters) implements ModelEvents {
        @Override
        public void loaded() {
            counters.loaded();
        }

        @Override
        public void inferred(long nanos) {
            counters.inferred(nanos);
        }
    }
}
