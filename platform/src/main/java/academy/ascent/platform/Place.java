package academy.ascent.platform;

import academy.ascent.platform.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command shares: where the installation is. */
final class Place {
    @Option(
            names = "--home",
            description = "The folder with curriculum, labs and the built modules.",
            defaultValue = "${env:ASCENT_HOME:-.}")
    @Nullable
    Path home;

    @Option(
            names = "--state",
            description = "The folder for the database and secrets.",
            defaultValue = "${env:ASCENT_STATE:-.ascent}")
    @Nullable
    Path state;

    Settings settings(int port) {
        var databaseUrl = Optional.ofNullable(System.getenv("DATABASE_URL")).filter(url -> !url.isBlank());
        return new Settings(absolute(home), absolute(state), port, databaseUrl, Map.of());
    }

    private static Path absolute(@Nullable Path path) {
        return (path == null ? Path.of(".") : path).toAbsolutePath().normalize();
    }
}
