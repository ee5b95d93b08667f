package academy.ascent.reference;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.ServerConfig;
import academy.ascent.reference.config.ServingConfig;
import academy.ascent.reference.config.ServingFile;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.route.Routing;
import academy.ascent.reference.runtime.ModelStore;
import academy.ascent.reference.runtime.StagedModels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** What is served now, from one configuration to the next: each takes effect wholly or not at all. */
final class Deployment {
    private final Path folder;
    private final ServerConfig address;
    private final ModelStore models;
    private final List<Feature> features;
    private final List<Consumer<Predictors>> transports;
    private final PredictorsInTime unwatched;
    private volatile Routing routing;

    /** A deployment of nothing yet; {@code transports} are told what to serve whenever it changes. */
    Deployment(
            Path folder,
            ServerConfig address,
            ModelStore models,
            Routing noRoutes,
            List<Feature> features,
            List<Consumer<Predictors>> transports) {
        this.folder = folder;
        this.address = address;
        this.models = models;
        this.routing = noRoutes;
        this.unwatched = new PredictorsInTime(models);
        this.features = List.copyOf(features);
        this.transports = new ArrayList<>(transports);
    }

    /** One more transport, to be told from now on, before the first: once that says ready, all of them answer. */
    synchronized void add(Consumer<Predictors> transport) {
        transports.addFirst(transport);
    }

    /**
     * Serves what the configuration declares and nothing else.
     *
     * @param grace how long what is no longer declared still answers the requests that are on their way to it
     * @throws InvalidConfig if some part of it cannot be; then everything stays as it was
     */
    void apply(ServingConfig config, Duration grace) throws InterruptedException {
        requireSameAddress(config.server());
        StagedModels staged = models.stage(config.models());
        List<Change> changes = new ArrayList<>();
        PredictorsInTime next;
        Routing nextRouting;
        try {
            nextRouting = routing.next(config.routes());
            next = new PredictorsInTime(nextRouting.uncounted(chosen(staged.predictors())));
            nextRouting.check(next);
            for (Feature feature : features) {
                changes.add(feature.prepare(config, next, staged::isFresh));
            }
        } catch (RuntimeException e) {
            changes.forEach(Change::discard);
            staged.discard();
            throw e;
        }
        commit(staged, nextRouting, next, changes);
        Thread.sleep(grace);
        staged.retireOthers();
    }

    private synchronized void commit(
            StagedModels staged, Routing nextRouting, PredictorsInTime next, List<Change> changes) {
        staged.commit();
        routing = nextRouting;
        next.become(unwatched);
        changes.forEach(Change::commit);
        publish();
    }

    /** Tells the transports what there is; to be called when a model came or went or another version was chosen. */
    synchronized void publish() {
        Predictors loaded = chosen(models);
        unwatched.become(routing.uncounted(loaded));
        Predictors all = routing.over(loaded);
        for (Feature feature : features) {
            all = feature.around(all);
        }
        for (Consumer<Predictors> transport : transports) {
            transport.accept(all);
        }
    }

    private Predictors chosen(Predictors all) {
        Predictors chosen = all;
        for (Feature feature : features) {
            chosen = feature.beneath(chosen);
        }
        return chosen;
    }

    /** The models and routes in force. */
    List<String> names() {
        return unwatched.names();
    }

    /** The routes in force. */
    Routing routing() {
        return routing;
    }

    private void requireSameAddress(ServerConfig wanted) {
        if (!Objects.equals(wanted, address)) {
            throw InvalidConfig.in(
                    folder.resolve(ServingFile.NAME),
                    "\"server\" differs from what is in force (" + address.host() + ":" + address.port()
                            + "); its host, port and limits need a restart: restart the server, or take it back");
        }
    }

    /** Ends everything after its requests in flight. */
    void close() {
        features.reversed().forEach(Feature::close);
        models.close();
    }
}
