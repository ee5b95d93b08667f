package academy.ascent.platform.submission;

import io.micronaut.data.connection.exceptions.ConnectionException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.function.Supplier;

/** Repeats writes whose database connection broke: a grading of a minute must not be lost to a restart of the server. */
final class LostConnections {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private LostConnections() {}

    /** Does the write, again if need be; every other failure, and one that lasts, is passed on. */
    static <T> T survive(Supplier<T> write) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return write.get();
            } catch (RuntimeException e) {
                if (!isLostConnection(e)
                        || System.nanoTime() > end
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                pause();
            }
        }
    }

    static boolean isLostConnection(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            // The pool closes a broken connection under Micronaut's hands: an exception without any SQL state.
            if (cause instanceof SQLTransientConnectionException || cause instanceof ConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P0"))) {
                return true;
            }
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
