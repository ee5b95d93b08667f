package academy.ascent.platform.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An AsciiDoc source by lines, with what lint asks about it; its text is rendered elsewhere.
 *
 * @param lines without their ends; line 1 is the first
 */
record Source(List<String> lines) {
    private static final Pattern STYLE = Pattern.compile("\\[source((?:\\.[a-z-]+)*)(?:,\\s*([a-z0-9]+))?.*]");

    Source {
        lines = List.copyOf(lines);
    }

    static Source of(String text) {
        return new Source(text.lines().toList());
    }

    /** Calls with the line number and the match for each line, outside of code, that holds the pattern. */
    void each(Pattern pattern, BiConsumer<Integer, Matcher> found) {
        var code = false;
        for (var i = 0; i < lines.size(); i++) {
            if (lines.get(i).equals("----")) {
                code = !code;
            }
            var matcher = pattern.matcher(lines.get(i));
            while (!code && matcher.find()) {
                found.accept(i + 1, matcher);
            }
        }
    }

    /** The line that equals a text, or 0. */
    int line(String text) {
        return lines.indexOf(text) + 1;
    }

    /** The line of an attribute of the head, or 1. */
    int attribute(String name) {
        for (var i = 0; i < lines.size() && !lines.get(i).isBlank(); i++) {
            if (lines.get(i).startsWith(":" + name + ":")) {
                return i + 1;
            }
        }
        return 1;
    }

    /** Every block between lines of four hyphens. */
    List<Code> code() {
        var blocks = new ArrayList<Code>();
        var begin = -1;
        for (var i = 0; i < lines.size(); i++) {
            if (!lines.get(i).equals("----")) {
                continue;
            }
            if (begin < 0) {
                begin = i;
            } else {
                blocks.add(block(begin, i));
                begin = -1;
            }
        }
        return blocks;
    }

    private Code block(int begin, int end) {
        var text = String.join("\n", lines.subList(begin + 1, end)) + "\n";
        for (var i = begin - 1; i >= 0 && i >= begin - 3 && !lines.get(i).isBlank(); i--) {
            var style = STYLE.matcher(lines.get(i));
            if (style.matches()) {
                var roles = Arrays.stream(style.group(1).split("\\."))
                        .filter(role -> !role.isEmpty())
                        .toList();
                return new Code(begin + 2, style.group(2) == null ? "" : style.group(2), roles, text);
            }
        }
        return new Code(begin + 2, "", List.of(), text);
    }

    /**
     * A block of code.
     *
     * @param line of its first line of code
     * @param language empty where the source names none
     * @param roles for example {@code runnable}
     */
    record Code(int line, String language, List<String> roles, String text) {
        Code {
            roles = List.copyOf(roles);
        }
    }
}
