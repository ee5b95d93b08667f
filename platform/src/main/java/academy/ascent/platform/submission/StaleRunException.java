package academy.ascent.platform.submission;

/** A run found that another one has taken its place, or that a verdict stands already; it must stop and write nothing. */
final class StaleRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleRunException(long submission, int epoch) {
        super("Run " + epoch + " of submission " + submission + " has been overtaken");
    }
}
