package academy.ascent.grader.lint;

/** Somebody ended this process; what is being graded says nothing any more. */
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("Linting was ended");
    }
}
