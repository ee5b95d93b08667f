package academy.ascent.platform;

import academy.ascent.platform.catalog.Catalog;
import academy.ascent.platform.cluster.ClusterRules;
import academy.ascent.platform.config.Settings;
import academy.ascent.platform.database.EmbeddedPostgres;
import academy.ascent.platform.database.StateFolder;
import academy.ascent.platform.rendering.RenderedTexts;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A running platform: the database, where it is ours, and the application upon it. */
public final class Platform implements AutoCloseable {
    private final ApplicationContext context;
    private final @Nullable EmbeddedPostgres postgres;
    private final @Nullable StateFolder state;

    /** What is given here is closed with the platform. */
    private Platform(ApplicationContext context, @Nullable EmbeddedPostgres postgres, @Nullable StateFolder state) {
        this.context = context;
        this.postgres = postgres;
        this.state = state;
    }

    /** Starts the database, if none is given, and the application without its web server and jobs; takes over the folder. */
    public static Platform start(Settings settings, StateFolder state) {
        var secrets = new Secrets(state.secret("tokens"), state.secret("database"));
        if (settings.databaseUrl().isPresent()) {
            return new Platform(context(settings, secrets, Optional.empty()), null, state);
        }
        var postgres = EmbeddedPostgres.start(settings.state().resolve("postgres"), secrets.database());
        try {
            return new Platform(context(settings, secrets, Optional.of(postgres)), postgres, state);
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    /** For commands: uses the database of a platform that runs on the same folder, or starts it for a moment. */
    public static Platform beside(Settings settings) {
        var folder = settings.state();
        var state = StateFolder.take(folder);
        if (state.isPresent()) {
            return start(settings, state.get());
        }
        var secrets = new Secrets(StateFolder.readSecret(folder, "tokens"), StateFolder.readSecret(folder, "database"));
        var running = settings.databaseUrl().isPresent()
                ? Optional.<EmbeddedPostgres>empty()
                : Optional.of(EmbeddedPostgres.running(folder.resolve("postgres"), secrets.database()));
        return new Platform(context(settings, secrets, running), null, null);
    }

    private static ApplicationContext context(Settings settings, Secrets secrets, Optional<EmbeddedPostgres> postgres) {
        var context = ApplicationContext.builder()
                .banner(false)
                .properties(properties(settings, secrets, postgres))
                .start();
        ProductionRules.check(context.getEnvironment());
        ClusterRules.check(context.getEnvironment());
        return context;
    }

    private record Secrets(String tokens, String database) {}

    /** Reads the content, so that a fault in it is told at start, then answers HTTP and gives the address. */
    public URI serve() {
        context.getBean(Catalog.class);
        context.getBean(RenderedTexts.class);
        return context.getBean(EmbeddedServer.class).start().getURI();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A part of a feature that this installation may not have. */
    public <T> Optional<T> find(Class<T> type) {
        return context.findBean(type);
    }

    public ApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
        if (postgres != null) {
            postgres.close();
        }
        if (state != null) {
            state.close();
        }
    }

    private static Map<String, Object> properties(
            Settings settings, Secrets secrets, Optional<EmbeddedPostgres> postgres) {
        var properties = new HashMap<String, Object>();
        properties.put("ascent.home", settings.home().toString());
        properties.put("ascent.state", settings.state().toString());
        properties.put("micronaut.server.port", settings.port() == 0 ? -1 : settings.port());
        if (System.getenv("ASCENT_SECRET") == null) {
            properties.put("ascent.secret", secrets.tokens());
            properties.put("ascent.default-secret", true);
        }
        if (System.getenv("ASCENT_PUBLIC_URL") == null) {
            properties.put("ascent.public-url", "http://127.0.0.1:" + settings.port());
        }
        postgres.ifPresent(server -> {
            properties.put("datasources.default.url", server.jdbcUrl());
            properties.put("datasources.default.username", server.user());
            properties.put("datasources.default.password", server.password());
        });
        settings.databaseUrl().ifPresent(url -> properties.put("datasources.default.url", url));
        properties.putAll(settings.properties());
        properties.put(
                "micronaut.security.csrf.signature-key",
                properties.getOrDefault("ascent.secret", System.getenv("ASCENT_SECRET")));
        return properties;
    }
}
