package academy.ascent.platform.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the platform is started with.
 *
 * @param home the folder that holds {@code curriculum}, {@code labs} and the built modules
 * @param state the folder for the embedded database, secrets and the lock
 * @param port the port on loopback; 0 takes a free one
 * @param databaseUrl a PostgreSQL JDBC address instead of the embedded server
 * @param properties further configuration, which wins over the environment
 */
public record Settings(Path home, Path state, int port, Optional<String> databaseUrl, Map<String, Object> properties) {
    public Settings {
        properties = Map.copyOf(properties);
    }

    /** The same with further configuration. */
    public Settings with(Map<String, Object> further) {
        var all = new HashMap<>(properties);
        all.putAll(further);
        return new Settings(home, state, port, databaseUrl, all);
    }
}
