package academy.ascent.grader.metrics;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Set;

/**
 * A PromQL expression as far as its text tells.
 *
 * @param text without comments
 */
public record Expression(String text) {
    private static final Pattern STRING_OR_COMMENT =
            Pattern.compile("(\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|`[^`]*`)|#[^\\n]*");
    private static final Pattern AVERAGE =
            Pattern.compile("\\bavg(?:_over_time)?\\s*(?:(?:by|without)\\s*\\([^)]*\\)\\s*)?\\(");
    private static final Pattern PERCENTILE =
            Pattern.compile("quantile|percentile|(?:^|[^a-zA-Z0-9])p(?:50|75|9\\d+)(?:$|[^a-zA-Z0-9])");
    /** A comparison that gives 0 or 1: its mean is a share, whatever is compared. */
    private static final Pattern SHARE = Pattern.compile("\\bbool\\b");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");

    /** An expression as a rule has it. */
    public static Expression of(String written) {
        return new Expression(replaced(written, "$1"));
    }

    /** Whether it is a percentile, or computed from one. */
    public boolean isPercentile(Set<String> percentiles) {
        String bare = bare();
        return !SHARE.matcher(bare).find() && (PERCENTILE.matcher(bare).find() || names(bare, percentiles));
    }

    /**
     * Whether it takes the mean of percentiles, over series or over time.
     *
     * @param percentiles names of recorded ones, besides those that can be told by their names
     */
    public boolean averagesPercentiles(Set<String> percentiles) {
        String bare = bare();
        Matcher average = AVERAGE.matcher(bare);
        for (int from = 0; average.find(from); from = average.end()) {
            if (new Expression(argument(bare, average.end())).isPercentile(percentiles)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a label's name stands in it, in quotes as well, where {@code label_replace} has it. */
    public boolean uses(String label) {
        return Pattern.compile("\\b" + Pattern.quote(label) + "\\b")
                .matcher(text)
                .find();
    }

    /** Without what stands in quotes, where brackets do not count. */
    private String bare() {
        return replaced(text, "\"\"");
    }

    private static String replaced(String text, String string) {
        Matcher matcher = STRING_OR_COMMENT.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, matcher.group(1) == null ? "" : string);
        }
        return matcher.appendTail(result).toString();
    }

    /** Up to the bracket that closes the one before. */
    private static String argument(String bare, int from) {
        int depth = 1;
        int at = from;
        while (at < bare.length() && depth > 0) {
            char c = bare.charAt(at++);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return bare.substring(from, at);
    }

    private static boolean names(String bare, Set<String> names) {
        Matcher name = NAME.matcher(bare);
        while (name.find()) {
            if (names.contains(name.group())) {
                return true;
            }
        }
        return false;
    }
}
