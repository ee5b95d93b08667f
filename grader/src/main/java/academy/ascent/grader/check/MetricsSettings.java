package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code metrics} asks.
 *
 * @param rules globs of rule files
 * @param tests a file of promtool's unit tests in the lab's folder, whose {@code rule_files} name files of the submission
 * @param alerts names of alerts that the rules must hold
 * @param forbidden labels with as many values as there are users or requests
 */
record MetricsSettings(
        List<String> rules,
        Optional<String> tests,
        List<String> alerts,
        List<String> forbidden,
        Optional<Scrape> scrape) {

    /**
     * What every ready replica must expose.
     *
     * @param path at the Service's first port
     * @param most the most series of one name
     */
    record Scrape(String path, List<Series> series, int most) {

        static Scrape read(Settings scrape) {
            scrape.allowing("path", "series", "most");
            String path = scrape.has("path") ? scrape.text("path") : "/metrics";
            if (!path.matches("/[A-Za-z0-9_./-]*")) {
                throw scrape.problem("path", "is '" + path + "'; write a path such as /metrics");
            }
            return new Scrape(
                    path,
                    scrape.has("series")
                            ? scrape.mappings("series").stream()
                                    .map(Series::read)
                                    .toList()
                            : List.of(),
                    scrape.has("most") ? scrape.integer("most", 1, 100_000) : 1000);
        }
    }

    /**
     * A series that must be there.
     *
     * @param name as it is exposed, so that of a histogram ends in {@code _bucket}
     * @param labels that at least one series of that name has together
     */
    record Series(String name, List<String> labels) {

        static Series read(Settings series) {
            series.allowing("name", "labels");
            String name = series.text("name");
            if (!name.matches("[a-zA-Z_:][\\w:]*")) {
                throw series.problem("name", "is '" + name + "'; write a metric's name");
            }
            return new Series(name, texts(series, "labels"));
        }
    }

    static MetricsSettings read(Settings with) {
        with.allowing("rules", "tests", "alerts", "forbid-labels", "scrape");
        if (!with.has("rules") && (with.has("tests") || with.has("alerts"))) {
            throw with.problem("rules", "is missing; name the rule files that tests and alerts are about");
        }
        if (!with.has("rules") && !with.has("scrape")) {
            throw with.problem("rules", "is missing, and scrape too; add one of them");
        }
        return new MetricsSettings(
                Globs.read(with, "rules"),
                with.has("tests") ? Optional.of(file(with, "tests")) : Optional.empty(),
                texts(with, "alerts"),
                texts(with, "forbid-labels"),
                with.has("scrape") ? Optional.of(Scrape.read(with.mapping("scrape"))) : Optional.empty());
    }

    private static String file(Settings with, String key) {
        String path = with.text(key);
        if (!path.matches("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*") || path.contains("..")) {
            throw with.problem(key, "is '" + path + "'; name a file inside the lab's folder");
        }
        return path;
    }

    private static List<String> texts(Settings with, String key) {
        return with.has(key) ? List.copyOf(with.texts(key)) : List.of();
    }

    /** What is asked, in a sentence. */
    String words() {
        List<String> parts = new ArrayList<>();
        if (!rules.isEmpty()) {
            parts.add("valid Prometheus rules in " + String.join(", ", rules)
                    + (tests.isPresent() ? " that fire and stay silent as the lab's tests ask" : ""));
        }
        if (!alerts.isEmpty()) {
            parts.add("the alerts " + String.join(", ", alerts));
        }
        if (!forbidden.isEmpty()) {
            parts.add("no label " + String.join(", ", forbidden));
        }
        scrape.ifPresent(asked -> parts.add(words(asked)));
        return String.join("; ", parts) + ".";
    }

    private static String words(Scrape asked) {
        List<String> names = asked.series().stream().map(Series::name).toList();
        return "at " + asked.path() + " of every ready replica "
                + (names.isEmpty() ? "" : String.join(", ", names) + ", and ")
                + "at most " + Words.count(asked.most()) + " series of one name";
    }
}
