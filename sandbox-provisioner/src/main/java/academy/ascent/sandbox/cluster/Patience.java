package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.cluster.Progress.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How long the cluster may take over one thing.
 *
 * @param time for each thing anew
 * @param overtaken whether nobody wants any more what is waited for; asked only while it is not there
 */
record Patience(Duration time, BooleanSupplier overtaken) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    Patience(Duration time) {
        this(time, () -> false);
    }

    /** The same, or less where that is too long. */
    Patience atMost(Duration longest) {
        return new Patience(time.compareTo(longest) < 0 ? time : longest, overtaken);
    }

    /** The same for what somebody may come to want otherwise meanwhile. */
    Patience unless(BooleanSupplier overtakes) {
        return new Patience(time, overtakes);
    }

    /** Nobody wants any more what was waited for. */
    static final class OvertakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Looks again and again, rather than watch, so that one lost answer costs one look.
     *
     * @param what is waited for; told at once
     * @param missing what is still waited for, and why; empty when it is there
     * @throws SandboxException with code {@code UNAVAILABLE} and what was missing last, if the time is over
     * @throws OvertakenException if it is not there and nobody wants it any more
     */
    void await(Step step, String what, Consumer<Progress> progress, Supplier<Optional<String>> missing) {
        progress.accept(new Progress(step, what));
        long deadline = System.nanoTime() + time.toNanos();
        Duration pause = FIRST_PAUSE;
        String told = what;
        for (Optional<String> now = missing.get(); now.isPresent(); now = missing.get()) {
            if (!told.equals(now.get())) {
                told = now.get();
                progress.accept(new Progress(step, told));
            }
            if (System.nanoTime() >= deadline) {
                throw new SandboxException(
                        Code.UNAVAILABLE, "After " + time.toSeconds() + " s still " + told + "; try again");
            }
            sleep(pause);
            if (overtaken.getAsBoolean()) {
                throw new OvertakenException();
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SandboxException(Code.UNAVAILABLE, "Interrupted while waiting for the cluster", interrupted);
        }
    }
}
