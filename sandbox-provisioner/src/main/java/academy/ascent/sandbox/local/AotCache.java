package academy.ascent.sandbox.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JVM's ahead-of-time cache. Temurin 25.0.3 takes classes from a cache that was trained with another jar, so one that is
 * older than a jar would run the code of the build before.
 */
public final class AotCache {
    private static final Logger LOG = System.getLogger(AotCache.class.getName());

    private AotCache() {}

    /**
     * Whether a cache is there and no older than its jars; an older one is told of. A JVM that is given none starts more
     * slowly, one that is given a missing one with an error.
     *
     * @param jar the program's own; the others of its class path lie in {@code lib/} beside it
     */
    public static boolean isFresh(Path cache, Path jar) {
        if (!Files.exists(cache)) {
            return false;
        }
        try (Stream<Path> library = Files.list(jar.resolveSibling("lib"))) {
            FileTime trained = Files.getLastModifiedTime(cache);
            List<Path> jars = Stream.concat(Stream.of(jar), library)
                    .filter(file -> file.toString().endsWith(".jar"))
                    .toList();
            for (Path one : jars) {
                if (Files.getLastModifiedTime(one).compareTo(trained) > 0) {
                    LOG.log(
                            Level.WARNING,
                            "{0} is older than {1}: programs start without it, slower; the next build trains it anew",
                            cache,
                            one);
                    return false;
                }
            }
            return true;
        } catch (IOException unreadable) {
            LOG.log(
                    Level.WARNING,
                    "{0} cannot be compared with its jars ({1}): programs start without it",
                    cache,
                    unreadable);
            return false;
        }
    }
}
