package academy.ascent.reference.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A strict reader of Prometheus' text format 0.0.4, for tests: whatever a scraper might stumble over is an error. */
public final class ExpositionFormat {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE =
            Pattern.compile("(" + NAME + ")(?:\\{((?:" + LABEL + ")(?:," + LABEL + ")*)})? (\\S+)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary)");
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") \\S.*");
    private static final Pattern BOUND = Pattern.compile(",?le=\"([^\"]+)\"");

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Double> samples = new TreeMap<>();
    private final Map<String, List<double[]>> buckets = new HashMap<>();
    private String family = "";

    private ExpositionFormat() {}

    /** All samples of the page by name and labels; fails on whatever is wrong with the page. */
    public static Map<String, Double> read(String page) {
        assertThat(page).endsWith("\n");
        ExpositionFormat format = new ExpositionFormat();
        String helped = "";
        for (String line : page.split("\n", -1)) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            if (help.matches()) {
                helped = help.group(1);
            } else if (type.matches()) {
                assertThat(type.group(1)).as("has its help just before").isEqualTo(helped);
                format.begin(type.group(1), type.group(2));
            } else if (!line.isEmpty()) {
                format.sample(line);
            }
        }
        format.checkHistograms();
        return format.samples;
    }

    private void begin(String name, String type) {
        assertThat(types.put(name, type)).as("the family %s stands once", name).isNull();
        if (type.equals("counter")) {
            assertThat(name).endsWith("_total");
        }
        family = name;
    }

    private void sample(String line) {
        Matcher matcher = SAMPLE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        String name = matcher.group(1);
        String labels = matcher.group(2) == null ? "" : matcher.group(2);
        double value = Double.parseDouble(matcher.group(3).replace("+Inf", "Infinity"));
        String type = types.getOrDefault(family, "");
        Set<String> names = switch (type) {
            case "histogram" -> Set.of(family + "_bucket", family + "_sum", family + "_count");
            case "summary" -> Set.of(family, family + "_sum", family + "_count");
            default -> Set.of(family);
        };
        assertThat(names).as("names of the family of: " + line).contains(name);
        assertThat(samples.put(name + "{" + labels + "}", value))
                .as("stands once: " + line)
                .isNull();
        if (!type.equals("gauge")) {
            assertThat(value).as(line).isNotNaN().isNotNegative();
        }
        Set<String> labelNames = new HashSet<>();
        Matcher label = Pattern.compile(LABEL).matcher(labels);
        while (label.find()) {
            assertThat(labelNames.add(label.group().split("=", 2)[0])).as(line).isTrue();
        }
        if (name.endsWith("_bucket")) {
            Matcher bound = BOUND.matcher(labels);
            assertThat(bound.find()).as(line).isTrue();
            double limit = Double.parseDouble(bound.group(1).replace("+Inf", "Infinity"));
            buckets.computeIfAbsent(family + "{" + bound.replaceAll("") + "}", _ -> new ArrayList<>())
                    .add(new double[] {limit, value});
        }
    }

    private void checkHistograms() {
        buckets.forEach((series, bounds) -> {
            String name = series.substring(0, series.indexOf('{'));
            String labels = series.substring(name.length());
            for (int i = 1; i < bounds.size(); i++) {
                assertThat(bounds.get(i)[0]).as(series).isGreaterThan(bounds.get(i - 1)[0]);
                assertThat(bounds.get(i)[1]).as(series).isGreaterThanOrEqualTo(bounds.get(i - 1)[1]);
            }
            assertThat(bounds.getLast()[0]).as(series).isInfinite();
            assertThat(samples).containsEntry(name + "_count" + labels, bounds.getLast()[1]);
            assertThat(samples).containsKey(name + "_sum" + labels);
        });
    }
}
