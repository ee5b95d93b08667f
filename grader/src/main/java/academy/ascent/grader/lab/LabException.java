package academy.ascent.grader.lab;

/** A lab that cannot be used; the message says where (file and line), what is wrong and what to do. */
public sealed class LabException extends RuntimeException permits SubmissionException {
    private static final long serialVersionUID = 1L;

    public LabException(String message) {
        super(message);
    }

    LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
