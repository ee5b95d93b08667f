package academy.ascent.reference;

import academy.ascent.reference.config.ServerConfig;
import academy.ascent.reference.grpc.CallWatch;
import academy.ascent.reference.grpc.GrpcLimits;
import academy.ascent.reference.grpc.GrpcServer;
import academy.ascent.reference.http.PortUnavailable;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.protocol.ModelRepository;
import academy.ascent.reference.protocol.Predictors;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The gRPC server beside the HTTP server; where there is none, none of gRPC's classes is loaded. */
final class GrpcServing {
    private final ServerConfig config;
    private final Environment environment;
    private final ModelRepository repository;
    private final Metrics metrics;
    private final EventLog log;
    private final Operations operations;
    private @Nullable GrpcServer server;

    GrpcServing(
            ServerConfig config,
            Environment environment,
            ModelRepository repository,
            Metrics metrics,
            EventLog log,
            Operations operations) {
        this.config = config;
        this.environment = environment;
        this.repository = repository;
        this.metrics = metrics;
        this.log = log;
        this.operations = operations;
    }

    /**
     * Serves these predictors from now on; the first time it starts to listen, so that HTTP need not wait for it.
     *
     * @throws PortUnavailable if it cannot listen there
     */
    synchronized void serve(Predictors predictors) {
        if (server == null) {
            server = listen(predictors);
        }
        server.serve(predictors);
    }

    private GrpcServer listen(Predictors predictors) {
        int port = config.grpcPort().orElseThrow();
        GrpcLimits limits = GrpcLimits.forProcessors(
                Runtime.getRuntime().availableProcessors(),
                config.maxBody(),
                config.maxConnections(),
                environment.drainDelay());
        try {
            return GrpcServer.listen(
                    config.host(),
                    port,
                    limits,
                    predictors,
                    repository,
                    metrics,
                    log,
                    new CallWatch(operations::access, operations::tracing, operations.accessLog()));
        } catch (IOException e) {
            throw new PortUnavailable(config.host(), port, "server.grpc-port", e.getCause() == null ? e : e.getCause());
        }
    }

    /** The port that it listens on, once it serves. */
    synchronized int port() {
        return server == null ? 0 : server.port();
    }

    /** Drains beside the caller, who waits for the thread's end. */
    synchronized Thread drain() {
        GrpcServer listening = server;
        return Thread.ofVirtual().name("grpc-drain").start(() -> {
            try {
                if (listening != null) {
                    listening.drain();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
