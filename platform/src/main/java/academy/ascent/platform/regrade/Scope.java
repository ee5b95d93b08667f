package academy.ascent.platform.regrade;

/** What is measured again. */
sealed interface Scope {
    /** One submission. */
    record One(long submission) implements Scope {}

    /** Everything that a cohort's members handed in for a lab. */
    record OfCohort(long cohort, String lab) implements Scope {}

    /** Everything that was handed in for one version of a lab. */
    record OfVersion(String lab, String digest) implements Scope {}

    /** The word that the database keeps. */
    default String word() {
        return switch (this) {
            case One _ -> "SUBMISSION";
            case OfCohort _ -> "COHORT";
            case OfVersion _ -> "VERSION";
        };
    }
}
