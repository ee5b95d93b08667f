package academy.ascent.grader.verdict;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How a grading ended; only {@link Passed} and {@link Failed} judge the submission and use up an attempt. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "verdict")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Verdict.Passed.class, name = "passed"),
    @JsonSubTypes.Type(value = Verdict.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Verdict.InReview.class, name = "in-review"),
    @JsonSubTypes.Type(value = Verdict.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Verdict.Inconclusive.class, name = "inconclusive"),
    @JsonSubTypes.Type(value = Verdict.Faulted.class, name = "faulted")
})
public sealed interface Verdict {

    /** Every must is met and even the worst case of the undecided points passes. */
    record Passed(int earned) implements Verdict {}

    /**
     * Not even the best case passes.
     *
     * @param reason which must is not met, or how many points are missing
     */
    record Failed(int earned, String reason) implements Verdict {}

    /**
     * All that a machine can tell is told; what is left is for a person to read.
     *
     * @param earned what was earned for certain
     * @param open the points that the person has to give
     */
    record InReview(int earned, int open) implements Verdict {}

    /**
     * The submission cannot be deployed.
     *
     * @param reasons each with file, object and the API server's words
     */
    record Refused(List<String> reasons) implements Verdict {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * The machine could not tell.
     *
     * @param reason what stayed undecided and why
     * @param lasting whether repeating it on this machine is in vain, since the machine lacks what a check needs
     */
    record Inconclusive(String reason, boolean lasting) implements Verdict {}

    /**
     * The platform is to blame.
     *
     * @param reason what broke
     */
    record Faulted(String reason) implements Verdict {}
}
