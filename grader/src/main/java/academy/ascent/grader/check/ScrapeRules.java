package academy.ascent.grader.check;

import academy.ascent.grader.load.Sample;
import academy.ascent.grader.metrics.Exposition;
import academy.ascent.grader.metrics.Exposition.Series;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What every replica must expose, and what none may. */
final class ScrapeRules {
    private final MetricsSettings settings;
    private final MetricsSettings.Scrape scrape;
    private final Faults faults;

    ScrapeRules(MetricsSettings settings, MetricsSettings.Scrape scrape, Faults faults) {
        this.settings = settings;
        this.scrape = scrape;
        this.faults = faults;
    }

    void check(List<Sample> answers) {
        if (answers.isEmpty()) {
            faults.add("", 0, "No replica was ready to be scraped.");
        }
        for (Sample answer : answers) {
            String source = scrape.path() + " of " + answer.replica();
            if (answer.answered()) {
                faults.take(Exposition.parse(source, answer.body())).ifPresent(exposition -> judge(source, exposition));
            } else {
                faults.add(
                        source,
                        0,
                        "was " + answer.outcome().words() + (answer.status() == 0 ? "" : " " + answer.status())
                                + "; answer it with at most 1 MiB of text.");
            }
        }
    }

    private void judge(String source, Exposition exposition) {
        Map<String, List<Series>> named = exposition.series().stream()
                .collect(Collectors.groupingBy(Series::name, TreeMap::new, Collectors.toList()));
        for (MetricsSettings.Series asked : scrape.series()) {
            asked(source, asked, named.getOrDefault(asked.name(), List.of()));
        }
        named.forEach((name, series) -> {
            for (String label : settings.forbidden()) {
                if (series.stream().anyMatch(one -> one.labels().containsKey(label))) {
                    faults.add(
                            source,
                            0,
                            "has " + name + " with the label " + label
                                    + ", which makes a series for each user or request; remove it.");
                }
            }
            if (series.size() > scrape.most()) {
                faults.add(
                        source,
                        0,
                        "has " + Words.count(series.size()) + " series of " + name + "; at most "
                                + Words.count(scrape.most()) + " are allowed.");
            }
        });
    }

    private void asked(String source, MetricsSettings.Series asked, List<Series> found) {
        if (found.isEmpty()) {
            faults.add(source, 0, "has no series " + asked.name() + "; expose it.");
        } else if (found.stream().noneMatch(series -> series.labels().keySet().containsAll(asked.labels()))) {
            faults.add(
                    source,
                    0,
                    "has " + asked.name() + " with the labels "
                            + found.getFirst().labels().keySet().stream()
                                    .sorted()
                                    .toList() + "; expected "
                            + asked.labels() + ".");
        }
    }
}
