package academy.ascent.grader.host;

import java.time.Duration;
import java.util.Optional;

/**
 * The time in which a grading's sandboxes start. While nobody measures on this host or waits to, and for some seconds at
 * most, they start on the generator's core too, which is idle until something is measured. The measuring window is held
 * meanwhile: on the core of a generator at work nothing else may start.
 */
public final class Launch implements AutoCloseable {
    /** One that has ended. */
    public static final Launch OVER = new Launch(Optional.empty(), () -> {});

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Runnable settle;
    private Optional<MeasuringWindow.Held> held;

    private Launch(Optional<MeasuringWindow.Held> held, Runnable settle) {
        this.held = held;
        this.settle = settle;
    }

    /**
     * Begins, and ends by itself when it has lasted too long.
     *
     * @param settle moves sandboxes to the cores that they are measured on; called once, and at once if another grading
     *     measures now or waits to
     */
    public static Launch begin(MeasuringWindow window, Runnable settle) {
        Optional<MeasuringWindow.Held> held = window.enterUnlessAwaited();
        if (held.isEmpty()) {
            settle.run();
            return OVER;
        }
        Launch launch = new Launch(held, settle);
        Thread.ofVirtual().name("launch").start(launch::endInTime);
        return launch;
    }

    private void endInTime() {
        try {
            Thread.sleep(LONGEST);
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it, if it has not ended: what has started settles, then others may measure. */
    @Override
    public synchronized void close() {
        Optional<MeasuringWindow.Held> ending = held;
        held = Optional.empty();
        ending.ifPresent(window -> {
            try (window) {
                settle.run();
            }
        });
    }
}
