package academy.ascent.grader.metrics;

import academy.ascent.grader.submission.Reading;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metrics that a server exposes.
 *
 * <p>Source: Prometheus, "Exposition formats", text format 0.0.4.
 */
public record Exposition(List<Series> series) {
    private static final int LONGEST_SHOWN = 80;
    private static final String LABEL = "\\s*([a-zA-Z_]\\w*)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*";
    private static final String LABELS = "\\{((?:" + LABEL + ",)*(?:" + LABEL + ")?\\s*)\\}";
    private static final String VALUE = "[-+]?(?:(?i:inf|nan)|(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)";
    private static final Pattern LINE =
            Pattern.compile("\\s*([a-zA-Z_:][\\w:]*)(?:\\s*" + LABELS + "\\s*|\\s+)" + VALUE + "(?:\\s+-?\\d+)?\\s*");
    private static final Pattern ONE_LABEL = Pattern.compile(LABEL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    /** One line: a name with labels. */
    public record Series(String name, Map<String, String> labels) {
        public Series {
            labels = Map.copyOf(labels);
        }
    }

    public Exposition {
        series = List.copyOf(series);
    }

    /**
     * Reads a text.
     *
     * @param source whose text it is, for the fault
     */
    public static Reading<Exposition> parse(String source, String text) {
        List<Series> series = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            Optional<Series> read = series(line);
            if (read.isEmpty()) {
                return Reading.unusable(source, number, "is no line of a metric: " + clip(line));
            }
            series.add(read.get());
        }
        return new Reading.Read<>(new Exposition(series));
    }

    /** Nothing if the line is not well-formed, or has a label twice. */
    private static Optional<Series> series(String line) {
        Matcher whole = LINE.matcher(line);
        if (!whole.matches()) {
            return Optional.empty();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher label = ONE_LABEL.matcher(Optional.ofNullable(whole.group(2)).orElse(""));
        while (label.find()) {
            if (labels.put(label.group(1), unescaped(label.group(2))) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new Series(whole.group(1), labels));
    }

    private static String unescaped(String value) {
        Matcher escape = ESCAPE.matcher(value);
        StringBuilder plain = new StringBuilder();
        while (escape.find()) {
            String meant = escape.group(1).equals("n") ? "\n" : escape.group(1);
            escape.appendReplacement(plain, Matcher.quoteReplacement(meant));
        }
        return escape.appendTail(plain).toString();
    }

    private static String clip(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
