package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Does something that may hang for no longer than it may. */
final class Bounded {
    private Bounded() {}

    /**
     * What an action gives; one that takes too long is interrupted and left alone.
     *
     * @param what after {@code could not}
     * @throws SandboxException with code {@code UNAVAILABLE} if it takes too long
     */
    static <T> T within(Duration time, String what, Supplier<T> action) {
        FutureTask<T> task = new FutureTask<>(action::get);
        Thread.ofVirtual().start(task);
        try {
            return task.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new SandboxException(
                    Code.UNAVAILABLE, "The cluster could not " + what + " within " + time.toSeconds() + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SandboxException(Code.UNAVAILABLE, "Interrupted while waiting for the cluster", interrupted);
        } catch (ExecutionException broken) {
            if (broken.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw new IllegalStateException(broken.getCause());
        } finally {
            task.cancel(true);
        }
    }
}
