package academy.ascent.reference;

import academy.ascent.reference.config.RegistryConfig;
import academy.ascent.reference.config.ServingConfig;
import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.registry.Registry;
import academy.ascent.reference.registry.RegistryResource;
import academy.ascent.reference.registry.ServedVersions;
import academy.ascent.reference.registry.VersionFile;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The registry as the configuration in force declares it, mounted at {@code /registry}. */
final class Registering implements Feature, Resource {
    private static final Resource NONE = _ -> Answer.error(404, "serving.yaml declares no registry");

    private final InstantSource clock;
    private final EventLog log;
    private volatile Optional<Registry> registry = Optional.empty();
    private volatile Resource resource = NONE;

    Registering(InstantSource clock, EventLog log) {
        this.clock = clock;
        this.log = log;
    }

    @Override
    public Change prepare(ServingConfig config, Predictors next) {
        if (config.registry().isEmpty()) {
            return this::close;
        }
        RegistryConfig declared = config.registry().get();
        Optional<Registry> same = registry.filter(current -> current.folder().equals(declared.folder()));
        Registry target = same.orElseGet(() -> Registry.open(declared.folder(), clock, log));
        try {
            return new Declared(target, target.prepare(declared, versions(config)), next, same.isEmpty());
        } catch (RuntimeException e) {
            if (same.isEmpty()) {
                target.close();
            }
            throw e;
        }
    }

    private static List<VersionFile> versions(ServingConfig config) {
        return config.models().stream()
                .map(model -> new VersionFile(model.name(), model.version(), model.file()))
                .toList();
    }

    @Override
    public Answer answer(Request request) {
        return resource.answer(request);
    }

    @Override
    public void close() {
        resource = NONE;
        registry.ifPresent(Registry::close);
        registry = Optional.empty();
    }

    private final class Declared implements Change {
        private final Registry target;
        private final ServedVersions versions;
        private final Predictors predictors;
        private final boolean isNew;

        Declared(Registry target, ServedVersions versions, Predictors predictors, boolean isNew) {
            this.target = target;
            this.versions = versions;
            this.predictors = predictors;
            this.isNew = isNew;
        }

        @Override
        public void commit() {
            target.serve(versions, predictors);
            if (isNew) {
                close();
                registry = Optional.of(target);
                resource = new RegistryResource(target);
            }
        }

        @Override
        public void discard() {
            if (isNew) {
                target.close();
            }
        }
    }
}
