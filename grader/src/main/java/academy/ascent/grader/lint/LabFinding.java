package academy.ascent.grader.lint;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something to mend.
 *
 * @param lab the lab's id or folder
 * @param where the file, variant or check it is about
 * @param message what is wrong and what to do
 */
record LabFinding(Kind kind, String lab, String where, String message) {

    /** Why a lab is not accepted. */
    enum Kind {
        /** The lab's files contradict each other or cannot be read. */
        @JsonProperty("unusable")
        UNUSABLE,
        /** No flawed variant is caught by the check. */
        @JsonProperty("unprobed")
        UNPROBED,
        /** The check's schedule sends too few requests for its target. */
        @JsonProperty("undecidable")
        UNDECIDABLE,
        /** A grading ended otherwise than the lab declares. */
        @JsonProperty("contradicted")
        CONTRADICTED,
        /** A measured number stands too near its target. */
        @JsonProperty("narrow")
        NARROW,
        /** The machine could not tell, three times. */
        @JsonProperty("inconclusive")
        INCONCLUSIVE,
        /** The platform broke, three times. */
        @JsonProperty("faulted")
        FAULTED
    }

    /** One line for a person. */
    String line() {
        return lab + "/" + where + ": " + message;
    }
}
