package academy.ascent.platform.lint;

import academy.ascent.platform.catalog.ContentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The versions that this project pins: the labs' Python packages and {@code curriculum/versions.yaml}.
 *
 * @param versions by name, in lower case without spaces and hyphens
 */
record Pins(Map<String, String> versions) {
    private static final Pattern REQUIREMENT = Pattern.compile("^([A-Za-z0-9_.-]+)==([^\\s;]+)");
    private static final Pattern PIN = Pattern.compile("^([^#:]+):\\s*'?([^'#]+?)'?\\s*$");
    private static final Pattern ENTRY = Pattern.compile("(.+?)\\s+(v?\\d[\\w.]*)");

    Pins {
        versions = Map.copyOf(versions);
    }

    static Pins read(Path home) {
        var versions = new TreeMap<String, String>();
        collect(home.resolve("curriculum/versions.yaml"), PIN, versions);
        if (Files.isDirectory(home.resolve("labs"))) {
            try (var files = Files.find(home.resolve("labs"), 3, (file, _) -> file.endsWith("requirements.txt"))) {
                files.sorted().forEach(file -> collect(file, REQUIREMENT, versions));
            } catch (IOException e) {
                throw new ContentException(home.resolve("labs") + ": cannot be read", e);
            }
        }
        return new Pins(versions);
    }

    private static void collect(Path file, Pattern pattern, Map<String, String> versions) {
        if (!Files.exists(file)) {
            return;
        }
        try (Stream<String> lines = Files.lines(file)) {
            lines.map(pattern::matcher)
                    .filter(Matcher::find)
                    .forEach(found -> versions.put(key(found.group(1)), found.group(2)));
        } catch (IOException e) {
            throw new ContentException(file + ": cannot be read", e);
        }
    }

    /** What is wrong with an entry such as {@code ONNX Runtime 1.28.0}, if anything is. */
    Optional<String> problem(String entry) {
        if (entry.equals("no software needed")) {
            return Optional.empty();
        }
        var parts = ENTRY.matcher(entry);
        if (!parts.matches()) {
            return Optional.of("'" + entry + "' is no name with a version; write for example: ONNX Runtime 1.28.0");
        }
        var pinned = versions.get(key(parts.group(1)));
        if (pinned == null) {
            return Optional.of("'" + parts.group(1) + "' is pinned nowhere; add it to curriculum/versions.yaml");
        }
        return pinned.equals(parts.group(2))
                ? Optional.empty()
                : Optional.of(
                        "'" + entry + "' but this project pins " + pinned + "; try the lesson with that, or pin anew");
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }
}
