package academy.ascent.reference;

import academy.ascent.reference.config.ServingConfig;
import academy.ascent.reference.config.ServingFile;
import academy.ascent.reference.http.HttpServer;
import academy.ascent.reference.http.Limits;
import academy.ascent.reference.http.RepositoryResource;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.log.LineWriter;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.protocol.ModelRepository;
import academy.ascent.reference.route.Routing;
import academy.ascent.reference.route.report.RouteMetrics;
import academy.ascent.reference.route.report.RoutesResource;
import academy.ascent.reference.runtime.ModelStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/** A running server with its models, from start to end. */
final class Serving {
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Longer than a request needs from its address to its model. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final HttpServer server;
    private final Optional<GrpcServing> grpc;
    private final Deployment deployment;
    private final EventLog log;
    private final LineWriter lines;
    private final ConfigWatch watch;
    private final CountDownLatch told = new CountDownLatch(1);

    private Serving(
            HttpServer server,
            Optional<GrpcServing> grpc,
            Deployment deployment,
            ConfigWatch watch,
            EventLog log,
            LineWriter lines) {
        this.server = server;
        this.grpc = grpc;
        this.deployment = deployment;
        this.watch = watch;
        this.log = log;
        this.lines = lines;
    }

    /** Starts to serve the folder; returns when all of its models are ready. */
    static Serving start(Path folder, Environment environment) throws InterruptedException {
        LineWriter lines = new LineWriter(System.out);
        EventLog log = new EventLog(lines, InstantSource.system());
        ServingConfig config = ServingFile.read(folder);
        Metrics metrics = new Metrics();
        HttpServer server = listen(config, environment, metrics, log);
        ModelStore models = new ModelStore(
                model -> new CountedEvents(metrics.model(model.name(), model.version()), model, log),
                model -> WarmUp.run(model, log));
        Operations operations = Operations.start(server, metrics, log, environment);
        Explaining explaining = new Explaining();
        server.mount("/explain", explaining.forUsers());
        Watching watching = new Watching(log);
        server.mount("/drift", watching.reports());
        server.mount("/feedback", watching.feedback());
        metrics.add(watching);
        Registering registering = new Registering(InstantSource.system(), log);
        registering.open(config);
        Deployment deployment = new Deployment(
                folder,
                config.server(),
                models,
                Routing.none(new LoggedRouteEvents(log), InstantSource.system()),
                List.of(registering, operations, explaining, watching),
                List.of(server::serve));
        server.mount("/registry", registering.resource(deployment::publish));
        server.mount("/routes", new RoutesResource(deployment::routing));
        metrics.add(new RouteMetrics(deployment::routing));
        Reloads reloads = new Reloads(Instant.now());
        metrics.add(reloads);
        metrics.add(page -> {
            page.family("ascent_event_log_dropped_total", "counter", "Events that the output was too slow for.");
            page.sample("ascent_event_log_dropped_total", "", lines.dropped());
        });
        server.mount("/config", reloads);
        ModelRepository repository = new AnnouncedRepository(models, name -> {
            registering.reloaded(name);
            deployment.publish();
        });
        server.mount("/v2/repository", new RepositoryResource(repository));
        Optional<GrpcServing> grpc = config.server().grpcPort().isEmpty()
                ? Optional.empty()
                : Optional.of(new GrpcServing(config.server(), environment, repository, metrics, log, operations));
        grpc.ifPresent(transport -> deployment.add(transport::serve));
        ConfigWatch watch = new ConfigWatch(
                folder, () -> deployment.apply(ServingFile.read(folder), GRACE), reloads, log, InstantSource.system());
        Serving serving = new Serving(server, grpc, deployment, watch, log, lines);
        serving.listenForSignals();
        deployment.apply(config, Duration.ZERO);
        serving.logReady(config, deployment.names());
        return serving;
    }

    private static HttpServer listen(ServingConfig config, Environment environment, Metrics metrics, EventLog log) {
        Limits limits = Limits.forProcessors(
                Runtime.getRuntime().availableProcessors(),
                config.server().maxBody(),
                config.server().maxConnections(),
                environment.drainDelay());
        return HttpServer.listen(
                config.server().host(),
                config.server().port(),
                limits.withBodiesBytes(config.server().maxBodyInFlight().orElse(limits.bodiesBytes())),
                metrics,
                log);
    }

    /**
     * Signals are taken here and not in a shutdown hook: hooks run side by side, and ONNX Runtime has one that closes
     * its environment while requests are still in flight.
     */
    private void listenForSignals() {
        for (String name : List.of("TERM", "INT")) {
            Signal.handle(new Signal(name), _ -> told.countDown());
        }
        Signal.handle(new Signal("HUP"), _ -> watch.reloadNow());
    }

    private void logReady(ServingConfig config, List<String> names) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("host", config.server().host());
        facts.put("port", server.port());
        grpc.ifPresent(transport -> facts.put("grpc-port", transport.port()));
        facts.put("models", names);
        ProcessHandle.current()
                .info()
                .startInstant()
                .ifPresent(start -> facts.put(
                        "millis", Duration.between(start, Instant.now()).toMillis()));
        log.event("ready", facts);
    }

    /** Serves until a signal tells it to end, then drains. */
    void untilTold() throws InterruptedException {
        Thread reloading = Thread.ofPlatform().name("reload").daemon().start(() -> watch.run(LOOK));
        told.await();
        reloading.interrupt();
        log.event("draining", Map.of());
        Optional<Thread> grpcDrain = grpc.map(GrpcServing::drain);
        server.drain();
        if (grpcDrain.isPresent()) {
            grpcDrain.get().join();
        }
        deployment.close();
        log.event("ended", Map.of());
        lines.close();
    }
}
