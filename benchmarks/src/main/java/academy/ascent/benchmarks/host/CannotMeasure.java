package academy.ascent.benchmarks.host;

/** A bench cannot run here; the message says why and what to do. */
public final class CannotMeasure extends RuntimeException {
    public CannotMeasure(String message) {
        super(message);
    }

    public CannotMeasure(String message, Throwable cause) {
        super(message, cause);
    }
}
