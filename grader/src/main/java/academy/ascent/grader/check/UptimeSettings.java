package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.util.List;

/**
 * What {@code uptime} asks.
 *
 * @param rate requests a second, at equal gaps
 * @param episodes how often the fault is repeated
 * @param availability the smallest share of requests answered rightly, over all episodes
 */
record UptimeSettings(double rate, int episodes, double availability) {

    static UptimeSettings read(Settings with) {
        with.allowing("rate", "faults", "episodes", "availability");
        List<Settings> faults = with.mappings("faults");
        if (faults.size() != 1) {
            throw with.problem("faults", "must hold one fault; write [{kill: one-replica}]");
        }
        Settings fault = faults.getFirst().allowing("kill");
        if (!fault.text("kill").equals("one-replica")) {
            throw fault.problem("kill", "must be one-replica");
        }
        return new UptimeSettings(with.rate("rate"), with.integer("episodes", 5, 30), with.share("availability"));
    }
}
