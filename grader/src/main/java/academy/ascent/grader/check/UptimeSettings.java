package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.time.Duration;
import java.util.List;

/**
 * What {@code uptime} asks.
 *
 * @param rate requests a second, at equal gaps
 * @param disruptions what is done to the submission, in turn
 * @param episodes how often each of them is repeated
 * @param window how long an episode lasts at least
 * @param availability the smallest share of requests answered rightly, over all episodes
 */
record UptimeSettings(double rate, List<Disruption> disruptions, int episodes, Duration window, double availability) {
    static final String AVAILABILITY = "availability";
    private static final Duration USUAL = Duration.ofSeconds(10);

    UptimeSettings {
        disruptions = List.copyOf(disruptions);
    }

    static UptimeSettings read(Settings with) {
        with.allowing("rate", "faults", "episodes", "window", "availability", "margin");
        Duration window = with.has("window") ? with.duration("window") : USUAL;
        if (window.compareTo(Duration.ofSeconds(5)) < 0 || window.compareTo(Duration.ofSeconds(60)) > 0) {
            throw with.problem("window", "must be from 5s to 60s");
        }
        Margin.validate(with, List.of(AVAILABILITY));
        return new UptimeSettings(
                with.rate("rate"),
                Disruption.read(with, window),
                with.integer("episodes", 5, 30),
                window,
                with.share("availability"));
    }

    /** What the episode after so many others is about. */
    Disruption disruption(int episodes) {
        return disruptions.get(episodes % disruptions.size());
    }

    /** How long one episode of each disruption usually takes. */
    Duration expected() {
        return window.plus(EpisodeRun.MARGIN).multipliedBy(disruptions.size());
    }

    /** How long they may take. */
    Duration longest(Duration patience) {
        return disruptions.stream()
                .map(disruption ->
                        disruption.longest().plus(patience).plus(window).plus(EpisodeRun.MARGIN))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** How many requests one episode of each disruption has at least. */
    double requests() {
        double seconds = disruptions.size() * window.toMillis() / 1e3;
        return rate
                * (seconds
                        + disruptions.stream()
                                .mapToDouble(Disruption::moreSeconds)
                                .sum());
    }
}
