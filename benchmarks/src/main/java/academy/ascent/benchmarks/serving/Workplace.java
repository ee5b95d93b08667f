package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.host.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a bench finds what it measures, and a folder of its own that ends with it.
 *
 * @param home the checkout, built
 */
record Workplace(Path home, Path temporary) implements AutoCloseable {
    /** @throws CannotMeasure if the checkout is not built */
    static Workplace open(Path home) {
        Path checkout = home.toAbsolutePath().normalize();
        for (String file : List.of("reference-stack/target/reference-stack.jar", "benchmarks/target/benchmarks.jar")) {
            if (!Files.exists(checkout.resolve(file))) {
                throw new CannotMeasure(
                        file + " is missing in " + checkout + ": build first, or start by ./ascent bench");
            }
        }
        try {
            return new Workplace(checkout, Files.createTempDirectory("ascent-bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path models() {
        return home.resolve("benchmarks/models");
    }

    Path golden() {
        return models().resolve("golden.json");
    }

    Path referenceStack() {
        return home.resolve("reference-stack/target");
    }

    /** A new folder. */
    Path folder(String name) {
        try {
            return Files.createDirectories(temporary.resolve(fileName(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path log(String name) {
        return temporary.resolve(fileName(name) + ".log");
    }

    private static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9]+", "-");
    }

    @Override
    public void close() {
        Folders.delete(temporary);
    }
}
