package academy.ascent.platform.lint;

import academy.ascent.platform.rendering.RenderedTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a lesson may refer to.
 *
 * @param labs the ids of all labs
 * @param lessons every lesson as {@code levelN/module/lesson}
 */
record Surroundings(Path home, Set<String> labs, Set<String> lessons, Pins pins) {
    Surroundings {
        labs = Set.copyOf(labs);
        lessons = Set.copyOf(lessons);
    }

    static Surroundings of(Path home) {
        var lessons = lessons(home).stream()
                .map(file ->
                        home.resolve("curriculum").relativize(file).toString().replaceFirst("\\.adoc$", ""))
                .collect(Collectors.toUnmodifiableSet());
        return new Surroundings(home, labs(home), lessons, Pins.read(home));
    }

    static List<Path> lessons(Path home) {
        return RenderedTexts.sources(home).stream()
                .filter(file -> file.startsWith(home.resolve("curriculum")))
                .toList();
    }

    private static Set<String> labs(Path home) {
        var folder = home.resolve("labs");
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (var folders = Files.list(folder)) {
            return folders.filter(lab -> Files.exists(lab.resolve("lab.yaml")))
                    .map(lab -> String.valueOf(lab.getFileName()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How messages call a file. */
    String name(Path file) {
        return home.relativize(file).toString();
    }

    /** Whether a path of the site leads to a lesson or a lab that exists; other paths are not known here. */
    boolean leadsSomewhere(String path) {
        var parts = path.replaceFirst("[?#].*$", "").split("/");
        if (parts.length == 3 && parts[1].equals("labs")) {
            return labs.contains(parts[2]);
        }
        return parts.length == 5
                && parts[1].equals("learn")
                && lessons.stream().anyMatch(lesson -> lesson.endsWith("/" + parts[3] + "/" + parts[4]));
    }
}
