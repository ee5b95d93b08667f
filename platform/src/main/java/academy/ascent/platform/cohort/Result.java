package academy.ascent.platform.cohort;

import academy.ascent.platform.catalog.LabEntry;
import academy.ascent.platform.submission.Standing;
import academy.ascent.platform.submission.Submission;
import academy.ascent.site.cohort.Mark;
import java.util.Optional;

/** Where one member stands in one lab. */
record Result(MemberRows.Member member, LabEntry lab, Optional<Standing> standing) {

    /** What is shown: a pass that counts stands; else what is newest if it was not judged; else the judgement that counts. */
    Optional<Submission> shown() {
        return standing.map(held -> held.passed() || held.latest().state().isJudgement()
                ? held.best().orElseGet(held::latest)
                : held.latest());
    }

    /** Whether what is shown came too late to count. */
    boolean isTooLate() {
        return standing.isPresent() && shown().filter(standing.get()::isTooLate).isPresent();
    }

    /** How many late days were taken. */
    int lateDays() {
        return standing.map(Standing::lateDays).orElse(0);
    }

    Mark mark() {
        return shown().map(submission -> switch (submission.state()) {
                    case QUEUED, PREPARING, DEPLOYING, MEASURING -> Mark.OPEN;
                    case PASSED -> isTooLate() ? Mark.LATE : Mark.PASSED;
                    case FAILED -> isTooLate() ? Mark.LATE : Mark.FAILED;
                    case REFUSED -> Mark.REFUSED;
                    case INCONCLUSIVE -> Mark.INCONCLUSIVE;
                    case FAULTED -> Mark.FAULTED;
                    case IN_REVIEW -> Mark.IN_REVIEW;
                })
                .orElse(Mark.NONE);
    }

    /** Whether what is shown counts as it does because a person decided. */
    boolean isDecided() {
        return standing.isPresent() && shown().filter(standing.get()::isDecided).isPresent();
    }

    /** How often something was handed in. */
    int tries() {
        return standing.map(Standing::submissions).orElse(0);
    }
}
