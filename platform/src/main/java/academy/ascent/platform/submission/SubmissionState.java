package academy.ascent.platform.submission;

import java.util.Locale;

/** Where a submission stands; only {@link #PASSED} and {@link #FAILED} are judgements and use up an attempt. */
public enum SubmissionState {
    QUEUED,
    PREPARING,
    DEPLOYING,
    MEASURING,
    PASSED,
    FAILED,
    /** It cannot be deployed. */
    REFUSED,
    /** The machine could not tell. */
    INCONCLUSIVE,
    /** The platform is to blame. */
    FAULTED,
    /** All that a machine can tell is told; a person reads the rest. */
    IN_REVIEW;

    /** Whether more is to come. */
    public boolean isOpen() {
        return compareTo(PASSED) < 0;
    }

    /** Whether an attempt was used up. */
    public boolean isJudgement() {
        return this == PASSED || this == FAILED;
    }

    /** Whether points were earned for certain: by a judgement, or by all of it that needs no person. */
    public boolean hasPoints() {
        return isJudgement() || this == IN_REVIEW;
    }

    /** The word that pages and programs read. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
