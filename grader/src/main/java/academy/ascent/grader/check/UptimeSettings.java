package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.time.Duration;
import java.util.List;

/**
 * What {@code uptime} asks.
 *
 * @param rate requests a second, at equal gaps
 * @param episodes how often the fault is repeated
 * @param window how long an episode lasts at least, from the kill on
 * @param availability the smallest share of requests answered rightly, over all episodes
 */
record UptimeSettings(double rate, int episodes, Duration window, double availability) {
    static final String AVAILABILITY = "availability";
    private static final Duration USUAL = Duration.ofSeconds(10);

    static UptimeSettings read(Settings with) {
        with.allowing("rate", "faults", "episodes", "window", "availability", "margin");
        Duration window = with.has("window") ? with.duration("window") : USUAL;
        if (window.compareTo(Duration.ofSeconds(5)) < 0 || window.compareTo(Duration.ofSeconds(60)) > 0) {
            throw with.problem("window", "must be from 5s to 60s");
        }
        List<Settings> faults = with.mappings("faults");
        if (faults.size() != 1) {
            throw with.problem("faults", "must hold one fault; write [{kill: one-replica}]");
        }
        Settings fault = faults.getFirst().allowing("kill");
        if (!fault.text("kill").equals("one-replica")) {
            throw fault.problem("kill", "must be one-replica");
        }
        Margin.validate(with, List.of(AVAILABILITY));
        return new UptimeSettings(
                with.rate("rate"), with.integer("episodes", 5, 30), window, with.share("availability"));
    }
}
