package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code cost} asks.
 *
 * @param within a later answer earns nothing
 * @param bill what a million right answers may cost, if that is asked
 * @param cpu how many times the CPU time of the lab's reference a right answer may take, if that is asked
 */
record CostSettings(SoloPlan plan, Duration within, Optional<Price> bill, Optional<Double> cpu) {
    /** The names of the measurements, by the names of their settings. */
    private static final Map<String, String> TARGETS =
            Map.of("per-million", "cost per million", "cpu", "CPU per prediction");

    /** Fewer would leave the CPU time of a block to what the server does anyway. */
    private static final int LEAST_REQUESTS = 50;

    /**
     * What resources cost, and what they may come to.
     *
     * @param cpuHour of one core for one hour
     * @param gibHour of one GiB of memory for one hour
     * @param currency the three letters of ISO 4217
     * @param perMillion the most that a million right answers may cost
     */
    record Price(double cpuHour, double gibHour, String currency, double perMillion) {}

    static CostSettings read(Settings with) {
        with.allowing("rate", "for", "warm-up", "within", "prices", "per-million", "cpu", "margin");
        SoloPlan plan = SoloPlan.read(with, LEAST_REQUESTS);
        Duration within = with.duration("within", Duration.ofMillis(1), Duration.ofSeconds(5));
        if (!with.has("per-million") && !with.has("cpu")) {
            throw with.problem("per-million", "is missing, and so is cpu; set one of them");
        }
        Optional<Double> cpu = with.has("cpu") ? Optional.of(with.multiple("cpu")) : Optional.empty();
        CostSettings settings = new CostSettings(plan, within, bill(with), cpu);
        Margin.validate(with, settings.targets());
        return settings;
    }

    /** How far a target is to be told, by the name of its measurement. */
    static Map<String, Margin> margins(Settings with) {
        Map<String, Margin> margins = new LinkedHashMap<>();
        read(with).targets().forEach(target -> margins.put(TARGETS.get(target), Margin.read(with, target)));
        return margins;
    }

    private static Optional<Price> bill(Settings with) {
        if (with.has("prices") != with.has("per-million")) {
            throw with.problem("prices", "and per-million need each other; write both");
        }
        if (!with.has("prices")) {
            return Optional.empty();
        }
        Settings prices = with.mapping("prices").allowing("cpu-hour", "gib-hour", "currency");
        String currency = prices.has("currency") ? prices.text("currency") : "USD";
        if (!currency.matches("[A-Z]{3}")) {
            throw prices.problem("currency", "must be three letters such as EUR");
        }
        double perMillion = with.number("per-million");
        if (perMillion <= 0) {
            throw with.problem("per-million", "must be more than zero");
        }
        return Optional.of(new Price(prices.number("cpu-hour"), prices.number("gib-hour"), currency, perMillion));
    }

    private List<String> targets() {
        List<String> targets = new ArrayList<>();
        bill.ifPresent(price -> targets.add("per-million"));
        cpu.ifPresent(most -> targets.add("cpu"));
        return targets;
    }

    double rate() {
        return plan.rate();
    }

    /** How many are measured in turn. */
    int arms() {
        return cpu.isPresent() ? 2 : 1;
    }

    /** When a request is given up. */
    Duration timeout() {
        Duration usual = Duration.ofSeconds(2);
        Duration longer = within.multipliedBy(4);
        return longer.compareTo(usual) > 0 ? longer : usual;
    }
}
