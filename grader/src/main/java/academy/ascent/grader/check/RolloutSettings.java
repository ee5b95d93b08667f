package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code rollout} asks.
 *
 * @param rate requests a second, at equal gaps
 * @param episodes how often the releases are changed
 * @param window how long each phase of an episode lasts at least
 * @param within how long a rollout or a rollback may take
 * @param failed the largest share of requests that may fail, over all episodes
 * @param release what is rolled out, and rolled back
 * @param bad what never becomes ready, if that is tried too
 */
record RolloutSettings(
        double rate,
        int episodes,
        Duration window,
        Duration within,
        double failed,
        Release release,
        Optional<Release> bad) {
    static final String FAILED = "failed";
    private static final Duration USUAL = Duration.ofSeconds(8);

    static RolloutSettings read(Settings with) {
        with.allowing("rate", "episodes", "window", "within", FAILED, "release", "bad", "margin");
        Release release = Release.read(with.mapping("release"));
        Optional<Release> bad = with.has("bad") ? Optional.of(Release.read(with.mapping("bad"))) : Optional.empty();
        if (bad.filter(other -> !other.variable().equals(release.variable())).isPresent()) {
            throw with.problem("bad", "must set the same variable as release, " + release.variable());
        }
        if (bad.filter(other -> other.name().equals(release.name())).isPresent()) {
            throw with.problem("bad", "must have another name than release, " + release.name());
        }
        Margin.validate(with, List.of(FAILED));
        return new RolloutSettings(
                with.rate("rate"),
                with.integer("episodes", 3, 30),
                duration(with, "window", USUAL, 5, 60),
                duration(with, "within", Duration.ofSeconds(60), 10, 300),
                failed(with),
                release,
                bad);
    }

    private static double failed(Settings with) {
        double failed = with.share(FAILED);
        if (failed <= 0 || failed >= 1) {
            throw with.problem(FAILED, "must be between 0% and 100%, such as 0.1%; no count can show that none fails");
        }
        return failed;
    }

    private static Duration duration(Settings with, String key, Duration usual, int least, int most) {
        Duration given = with.has(key) ? with.duration(key) : usual;
        if (given.compareTo(Duration.ofSeconds(least)) < 0 || given.compareTo(Duration.ofSeconds(most)) > 0) {
            throw with.problem(key, "must be from " + least + "s to " + most + "s");
        }
        return given;
    }

    /** How many phases an episode has. */
    int phases() {
        return bad.isPresent() ? 3 : 2;
    }

    /** How many requests an episode sends at least. */
    int requests() {
        return (int) (rate * phases() * window.toMillis() / 1e3);
    }
}
