package academy.ascent.platform.cohort;

/** What a link says to somebody who follows it. */
sealed interface Joining {

    /** The cohort that the link leads to. */
    record Open(Cohort cohort, String instructor) implements Joining {}

    /** In already, or from now on. */
    record Member(Cohort cohort, String instructor) implements Joining {}

    /** The link is real and lets nobody in, or not this person. */
    record Closed(Cohort cohort, String instructor, Reason reason) implements Joining {}

    /** No such link was ever made. */
    record Unknown() implements Joining {}

    /** Why a link lets nobody in. */
    enum Reason {
        FULL,
        EXPIRED,
        REVOKED,
        /** The cohort was archived. */
        OVER,
        /** The instructor removed this person after the link was made. */
        REMOVED,
        /** Who follows it teaches the cohort. */
        TEACHES
    }
}
