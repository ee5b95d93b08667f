package academy.ascent.platform.lint;

import academy.ascent.platform.catalog.ContentException;
import academy.ascent.platform.catalog.LessonHeader;
import academy.ascent.platform.catalog.Track;
import academy.ascent.platform.rendering.AdocRenderer;
import academy.ascent.platform.rendering.RenderedText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The rules that one lesson has to keep. */
final class LessonLint {
    private static final int FEWEST_WORDS = 900;
    private static final int MOST_WORDS = 1800;
    private static final Pattern IMAGE = Pattern.compile("image::([^\\[\\s]+)\\[(.*)]");
    private static final Pattern LAB = Pattern.compile("\\bl[1-4]-[a-z0-9]+(?:-[a-z0-9]+)*\\b");
    private static final Map<String, String> BLOCKS = Map.of(
            "[.worked]", "a worked example with numbers",
            "[.faded]", "a faded example (the last steps left out)",
            "[.blank]", "a blank example (only the question)",
            "[.exercise]", "an exercise",
            "[.misconception]", "a misconception, stated and refuted",
            "[.takeaway]", "a key takeaway",
            "[.discussion]", "a discussion prompt",
            "== Sources", "its sources");

    private final Path file;
    private final String name;
    private final Source source;
    private final Surroundings surroundings;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    LessonLint(Path file, String text, Surroundings surroundings) {
        this.file = file;
        this.name = surroundings.name(file);
        this.source = Source.of(text);
        this.surroundings = surroundings;
    }

    Result check(AdocRenderer renderer) {
        head();
        BLOCKS.forEach((line, what) -> {
            if (source.line(line) == 0) {
                add(1, "form", "has no " + line + "; every lesson has " + what);
            }
        });
        pictures();
        labs();
        code();
        var words = render(renderer);
        return new Result(findings, skipped, words, source.code().size());
    }

    private int render(AdocRenderer renderer) {
        try {
            var rendering = renderer.render(file);
            rendering.remarks().forEach(remark -> add(remark.line(), "asciidoc", remark.message()));
            return rendered(rendering.text());
        } catch (ContentException e) {
            add(1, "markup", String.valueOf(e.getMessage()).replace(file + ": ", ""));
            return 0;
        }
    }

    private void head() {
        var head = LessonHeader.parse(String.join("\n", source.lines()));
        if (head.title().isEmpty()) {
            add(1, "head", "has no title; begin with a line '= Title'");
        }
        if (!head.attribute("minutes").orElse("").matches("[1-9]\\d{0,2}")) {
            add(source.attribute("minutes"), "head", "needs :minutes: with a whole number");
        }
        if (Arrays.stream(Track.values())
                .noneMatch(track -> track.id().equals(head.attribute("track").orElse("")))) {
            add(source.attribute("track"), "head", "needs :track: engineer, founder or both");
        }
        for (var attribute : List.of("objectives", "versions", "summary")) {
            if (head.attribute(attribute).isEmpty()) {
                add(1, "head", "needs :" + attribute + ": below the title");
            }
        }
        head.list("versions")
                .forEach(entry -> surroundings
                        .pins()
                        .problem(entry)
                        .ifPresent(problem -> add(source.attribute("versions"), "versions", problem)));
    }

    private void pictures() {
        var count = new int[1];
        source.each(IMAGE, (line, found) -> {
            count[0]++;
            picture(line, found.group(1), found.group(2));
        });
        if (count[0] == 0) {
            add(
                    1,
                    "picture",
                    "has no diagram; draw one as images/name.svg and write image::name.svg[\"what it says\",opts=inline]");
        }
    }

    private void picture(int line, String target, String attributes) {
        var alternative = attributes.replaceFirst(",?\\s*opts=inline$", "").strip();
        var quoted = alternative.length() > 1 && alternative.startsWith("\"") && alternative.endsWith("\"");
        if (alternative.replace("\"", "").isBlank()) {
            add(line, "picture", target + " has no alternative text; say in brackets what the picture shows");
        } else if (!quoted && alternative.contains(",")) {
            add(
                    line,
                    "picture",
                    target
                            + " has a comma in its alternative text: put the text in double quotes, or the rest is lost");
        }
        var picture = file.resolveSibling("images").resolve(target);
        if (!Files.isRegularFile(picture)) {
            add(line, "picture", "images/" + target + " does not exist; correct the name or draw it");
            return;
        }
        if (target.endsWith(".svg")) {
            if (!attributes.contains("opts=inline")) {
                add(line, "picture", target + " needs opts=inline, so that it follows the theme");
            }
            new PictureLint(
                            picture,
                            (at, problem) ->
                                    findings.add(new Finding(surroundings.name(picture), at, "picture", problem)))
                    .check();
        }
    }

    private void labs() {
        source.each(LAB, (line, found) -> {
            if (!surroundings.labs().contains(found.group())) {
                add(line, "reference", "names the lab '" + found.group() + "', which is not in labs/; correct the id");
            }
        });
    }

    private void code() {
        for (var block : source.code()) {
            switch (CodeChecks.check(block)) {
                case CodeVerdict.Sound _ -> {}
                case CodeVerdict.Broken(var line, var message) ->
                    add(block.line() + Math.max(line, 1) - 1, "code", message);
                case CodeVerdict.Skipped(var reason) ->
                    skipped.add(name + ":" + block.line() + ": not checked, " + reason + " is missing here");
            }
        }
    }

    private int rendered(RenderedText text) {
        var document = new RenderedLesson(text);
        document.brokenLinks(surroundings)
                .forEach(link -> add(lineOf(link.text()), "link", link.text() + " " + link.problem()));
        document.unanswered()
                .forEach(title -> add(
                        lineOf(title),
                        "exercise",
                        "'" + title + "' is not answered in the page; add a [%collapsible] block"));
        var words = document.words();
        if (words < FEWEST_WORDS || words > MOST_WORDS) {
            add(
                    1,
                    "length",
                    "has " + words + " words of body; between " + FEWEST_WORDS + " and " + MOST_WORDS
                            + " are asked for");
        }
        return words;
    }

    private int lineOf(String text) {
        for (var i = 0; i < source.lines().size(); i++) {
            if (source.lines().get(i).contains(text.replaceFirst("^#", ""))) {
                return i + 1;
            }
        }
        return 1;
    }

    private void add(int line, String rule, String message) {
        findings.add(new Finding(name, line, rule, message));
    }

    /** What was found in a lesson, and what could not be looked at here. */
    record Result(List<Finding> findings, List<String> skipped, int words, int blocks) {
        Result {
            findings = List.copyOf(findings);
            skipped = List.copyOf(skipped);
        }
    }
}
