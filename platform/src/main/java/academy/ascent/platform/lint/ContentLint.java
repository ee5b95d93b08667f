package academy.ascent.platform.lint;

import academy.ascent.platform.catalog.Catalog;
import academy.ascent.platform.catalog.ContentException;
import academy.ascent.platform.rendering.AdocRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Checks all content of an installation. */
final class ContentLint {
    private static final Pattern PLACE = Pattern.compile("(?s)([^\\s:]+):(\\d+)?:? ?(.*)");

    private final Path home;
    private final Consumer<String> progress;

    /**
     * @param progress hears what is being done
     */
    ContentLint(Path home, Consumer<String> progress) {
        this.home = home.toAbsolutePath().normalize();
        this.progress = progress;
    }

    LintReport run() {
        var findings = new ArrayList<Finding>();
        var rows = new ArrayList<LintReport.Row>();
        try {
            Catalog.of(home);
        } catch (ContentException e) {
            findings.add(placed(e));
        }
        var lessons = Surroundings.lessons(home);
        var surroundings = Surroundings.of(home);
        progress.accept("Checking " + lessons.size() + " lessons…");
        var skipped = new ArrayList<String>();
        try (var renderer = new AdocRenderer()) {
            for (var lesson : lessons) {
                progress.accept("  " + (rows.size() + 1) + "/" + lessons.size() + " " + surroundings.name(lesson));
                var result = check(lesson, surroundings, renderer);
                findings.addAll(result.findings());
                skipped.addAll(result.skipped());
                rows.add(new LintReport.Row(
                        surroundings.name(lesson),
                        result.words(),
                        result.blocks(),
                        result.findings().size()));
            }
        }
        return new LintReport(rows, findings.stream().sorted().distinct().toList(), skipped);
    }

    private static LessonLint.Result check(Path lesson, Surroundings surroundings, AdocRenderer renderer) {
        try {
            return new LessonLint(lesson, Files.readString(lesson), surroundings).check(renderer);
        } catch (IOException e) {
            var finding = new Finding(surroundings.name(lesson), 1, "head", "is not UTF-8 text; save it as UTF-8");
            return new LessonLint.Result(List.of(finding), List.of(), 0, 0);
        }
    }

    /** The messages of the catalogue begin with file and line. */
    private static Finding placed(ContentException e) {
        var message = String.valueOf(e.getMessage());
        var place = PLACE.matcher(message);
        return place.matches()
                ? new Finding(
                        place.group(1),
                        place.group(2) == null ? 1 : Integer.parseInt(place.group(2)),
                        "course",
                        place.group(3))
                : new Finding("curriculum", 1, "course", message);
    }
}
