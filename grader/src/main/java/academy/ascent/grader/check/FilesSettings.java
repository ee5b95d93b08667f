package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.submission.Sizes;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code files} asks.
 *
 * @param require globs that at least one file must match
 * @param forbid globs that no file may match
 * @param total the most bytes of all files together
 * @param each the most bytes of a file
 * @param rules what texts must say
 */
record FilesSettings(
        List<String> require, List<String> forbid, Optional<Long> total, Optional<Long> each, List<TextRule> rules) {
    /** The largest text that is searched or parsed. */
    static final int MOST_TEXT_BYTES = 4 << 20;

    /** What a text must be. */
    enum Format {
        YAML,
        JSON
    }

    /**
     * What the text of some files must say. Patterns are RE2's: their time grows with the text only, whatever it holds.
     *
     * @param matches what must be found in each of them
     * @param lacks what must be found in none
     * @param because why, for the person who reads the finding; may be empty
     */
    record TextRule(
            String path, Optional<Pattern> matches, Optional<Pattern> lacks, Optional<Format> format, String because) {

        static TextRule read(Settings rule) {
            rule.allowing("path", "matches", "lacks", "format", "because");
            if (!rule.has("matches") && !rule.has("lacks") && !rule.has("format")) {
                throw rule.problem("path", "asks nothing of the file; add matches, lacks or format");
            }
            return new TextRule(
                    Globs.readOne(rule, "path"),
                    pattern(rule, "matches"),
                    pattern(rule, "lacks"),
                    format(rule),
                    rule.has("because") ? rule.text("because") : "");
        }

        String why() {
            return because.isEmpty() ? "" : " (" + because + ")";
        }

        private static Optional<Pattern> pattern(Settings rule, String key) {
            if (!rule.has(key)) {
                return Optional.empty();
            }
            try {
                return Optional.of(Pattern.compile(rule.text(key), Pattern.MULTILINE));
            } catch (PatternSyntaxException e) {
                throw rule.problem(key, "is no pattern: " + e.getDescription() + "; use RE2's syntax");
            }
        }

        private static Optional<Format> format(Settings rule) {
            if (!rule.has("format")) {
                return Optional.empty();
            }
            return Optional.of(
                    switch (rule.text("format")) {
                        case "yaml" -> Format.YAML;
                        case "json" -> Format.JSON;
                        default -> throw rule.problem("format", "is not known; use yaml or json");
                    });
        }
    }

    static FilesSettings read(Settings with) {
        with.allowing("require", "forbid", "total", "each", "text");
        if (with.keys().isEmpty()) {
            throw with.problem("require", "is missing, and so is anything else that could be asked; add one of them");
        }
        return new FilesSettings(
                Globs.read(with, "require"),
                Globs.read(with, "forbid"),
                size(with, "total"),
                size(with, "each"),
                with.has("text")
                        ? with.mappings("text").stream().map(TextRule::read).toList()
                        : List.of());
    }

    /** What is asked, in sentences. */
    String words() {
        List<String> parts = new ArrayList<>();
        if (!require.isEmpty()) {
            parts.add(String.join(", ", require) + " present");
        }
        if (!forbid.isEmpty()) {
            parts.add("nothing like " + String.join(", ", forbid));
        }
        total.ifPresent(most -> parts.add("at most " + Sizes.words(most) + " in all"));
        each.ifPresent(most -> parts.add("at most " + Sizes.words(most) + " a file"));
        for (TextRule rule : rules) {
            rule.matches().ifPresent(p -> parts.add(rule.path() + " with " + p.pattern() + rule.why()));
            rule.lacks().ifPresent(p -> parts.add(rule.path() + " without " + p.pattern() + rule.why()));
            rule.format().ifPresent(format -> parts.add(rule.path() + " in valid " + format));
        }
        return String.join("; ", parts) + ".";
    }

    private static Optional<Long> size(Settings with, String key) {
        return with.has(key) ? Optional.of(with.bytes(key)) : Optional.empty();
    }
}
