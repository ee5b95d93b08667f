package academy.ascent.reference;

import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.config.RegistryConfig;
import academy.ascent.reference.config.ServingConfig;
import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.registry.Registry;
import academy.ascent.reference.registry.RegistryResource;
import academy.ascent.reference.registry.ServedVersions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/** The registry as the configuration in force declares it; without one the models are served as they are. */
final class Registering implements Feature {
    private static final Resource NONE = _ -> Answer.error(404, "serving.yaml declares no registry");

    private final InstantSource clock;
    private final EventLog log;
    private volatile Optional<Registry> registry = Optional.empty();
    private volatile Resource resource = NONE;

    Registering(InstantSource clock, EventLog log) {
        this.clock = clock;
        this.log = log;
    }

    /**
     * Opens what is declared before the first configuration is applied, so that its parts are made ready for the
     * versions in production.
     *
     * @throws academy.ascent.reference.config.InvalidConfig if the registry cannot be opened
     */
    void open(ServingConfig config) {
        config.registry().ifPresent(declared -> {
            Registry opened = Registry.open(declared, clock, log);
            use(opened);
            opened.expect(opened.prepare(declared, config.models(), _ -> true));
        });
    }

    @Override
    public Change prepare(ServingConfig config, Predictors next, Predicate<ModelConfig> isFresh) {
        if (config.registry().isEmpty()) {
            return this::close;
        }
        RegistryConfig declared = config.registry().get();
        Optional<Registry> same = registry.filter(current -> current.folder().equals(declared.folder()));
        if (same.isPresent()) {
            ServedVersions versions = same.get().prepare(declared, config.models(), isFresh);
            return () -> same.get().serve(versions);
        }
        Registry other = Registry.open(declared, clock, log);
        try {
            return new Replacement(other, other.prepare(declared, config.models(), isFresh));
        } catch (RuntimeException e) {
            other.close();
            throw e;
        }
    }

    private void use(Registry next) {
        resource = new RegistryResource(next, new ModelsOnTrial());
        registry = Optional.of(next);
    }

    @Override
    public Predictors beneath(Predictors models) {
        return registry.map(current -> current.over(models)).orElse(models);
    }

    /** Looks at a model's versions again, since they were loaded anew. */
    void reloaded(String model) {
        registry.ifPresent(current -> current.reloaded(model));
    }

    /** What stands at {@code /registry}; {@code publish} is run after every change, before it is answered. */
    Resource resource(Runnable publish) {
        return request -> {
            Answer answer = resource.answer(request);
            if (!request.method().equals("GET") && answer.status() == 200) {
                publish.run();
            }
            return answer;
        };
    }

    @Override
    public void close() {
        resource = NONE;
        registry.ifPresent(Registry::close);
        registry = Optional.empty();
    }

    /** Another folder's registry in the place of the one before. */
    private final class Replacement implements Change {
        private final Registry next;
        private final ServedVersions versions;

        Replacement(Registry next, ServedVersions versions) {
            this.next = next;
            this.versions = versions;
        }

        @Override
        public void commit() {
            close();
            next.serve(versions);
            use(next);
        }

        @Override
        public void discard() {
            next.close();
        }
    }
}
