package academy.ascent.benchmarks.load;

/** A server did not answer as the model does: no figure of it counts. The message says what it did instead. */
public final class WrongAnswer extends RuntimeException {
    WrongAnswer(String message) {
        super(message);
    }
}
