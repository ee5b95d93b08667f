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
 * @param rate requests a second, at equal gaps
 * @param first how long the submission is measured until the first look; the others follow at twice and four times of
 *     it, at most at 40 s
 * @param warmUp sent before, to the submission and the reference at once, and not counted
 * @param within a later answer earns nothing
 * @param bill what a million right answers may cost, if that is asked
 * @param cpu how many times the CPU time of the lab's reference a right answer may take, if that is asked
 */
record CostSettings(
        double rate, Duration first, Duration warmUp, Duration within, Optional<Price> bill, Optional<Double> cpu) {
    /** How many blocks there are until the first look: the fewest of which the scatter can be told. */
    static final int FIRST_BLOCKS = 4;

    /** The names of the measurements, by the names of their settings. */
    private static final Map<String, String> TARGETS =
            Map.of("per-million", "cost per million", "cpu", "CPU per prediction");

    private static final Duration MOST = Duration.ofSeconds(40);
    private static final Duration USUAL_WARM_UP = Duration.ofSeconds(10);
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
        double rate = with.rate("rate");
        Duration first = between(with, "for", Duration.ofSeconds(4), Duration.ofSeconds(20));
        if (rate * first.toMillis() / 1e3 / FIRST_BLOCKS < LEAST_REQUESTS) {
            throw with.problem(
                    "for",
                    "leaves less than " + LEAST_REQUESTS + " requests to each of its " + FIRST_BLOCKS
                            + " blocks; raise it or the rate");
        }
        Duration warmUp = with.has("warm-up")
                ? between(with, "warm-up", Duration.ofSeconds(2), Duration.ofSeconds(30))
                : USUAL_WARM_UP;
        Duration within = between(with, "within", Duration.ofMillis(1), Duration.ofSeconds(5));
        if (!with.has("per-million") && !with.has("cpu")) {
            throw with.problem("per-million", "is missing, and so is cpu; set one of them");
        }
        Optional<Double> cpu = with.has("cpu") ? Optional.of(with.multiple("cpu")) : Optional.empty();
        CostSettings settings = new CostSettings(rate, first, warmUp, within, bill(with), cpu);
        Margin.validate(with, settings.targets());
        return settings;
    }

    /** How far a target is to be told, by the name of its measurement. */
    static Map<String, Margin> margins(Settings with) {
        Map<String, Margin> margins = new LinkedHashMap<>();
        read(with).targets().forEach(target -> margins.put(TARGETS.get(target), Margin.read(with, target)));
        return margins;
    }

    private static Duration between(Settings with, String key, Duration least, Duration most) {
        Duration duration = with.duration(key);
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw with.problem(key, "must be from " + least.toMillis() + "ms to " + most.toMillis() + "ms");
        }
        return duration;
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

    /** How long one block is. */
    Duration block() {
        return first.dividedBy(FIRST_BLOCKS);
    }

    /** How many blocks of the submission have been measured at each look. */
    List<Integer> looks() {
        List<Integer> looks = new ArrayList<>();
        for (int factor = 1;
                factor == 1 || factor <= 4 && first.multipliedBy(factor).compareTo(MOST) <= 0;
                factor *= 2) {
            looks.add(factor * FIRST_BLOCKS);
        }
        return looks;
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
