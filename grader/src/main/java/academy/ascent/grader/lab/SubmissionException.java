package academy.ascent.grader.lab;

/** A submission whose files cannot be laid out; the learner, not the lab, can mend it. */
public final class SubmissionException extends LabException {
    private static final long serialVersionUID = 1L;

    SubmissionException(String message, Throwable cause) {
        super(message, cause);
    }
}
