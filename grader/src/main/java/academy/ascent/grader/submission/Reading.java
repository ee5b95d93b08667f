package academy.ascent.grader.submission;

/** What came of reading a file. */
public sealed interface Reading<T> {

    record Read<T>(T value) implements Reading<T> {}

    record Unusable<T>(Fault fault) implements Reading<T> {}

    /** A reading that failed. */
    static <T> Reading<T> unusable(String file, int line, String message) {
        return new Unusable<>(new Fault(file, line, message));
    }
}
