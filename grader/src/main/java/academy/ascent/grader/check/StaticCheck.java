package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.time.Duration;
import java.util.Set;

/** A check that reads the submission's files and needs nothing deployed. */
interface StaticCheck extends Check {

    @Override
    default Set<String> needs() {
        return Set.of();
    }

    @Override
    default boolean measures() {
        return false;
    }

    @Override
    default boolean deploys(Settings with) {
        return false;
    }

    @Override
    default Duration expected(Settings with) {
        return Duration.ZERO;
    }
}
