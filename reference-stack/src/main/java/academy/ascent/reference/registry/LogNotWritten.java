package academy.ascent.reference.registry;

/** An entry could not be written to the log, so what it was to record has not happened. */
final class LogNotWritten extends RuntimeException {
    LogNotWritten(String message) {
        super(message);
    }

    LogNotWritten(String message, Throwable cause) {
        super(message, cause);
    }
}
