package academy.ascent.sandbox.local;

import java.time.Duration;

/** Whether a pod is ready, and what the clients of its Service, who learn of it later, believe. */
final class Readiness {
    private final Duration delay;
    private boolean ready;
    private boolean believedBefore;
    private long changedNanos;

    Readiness(Duration delay) {
        this.delay = delay;
        this.changedNanos = System.nanoTime() - delay.toNanos();
    }

    synchronized void set(boolean nowReady) {
        if (nowReady != ready) {
            believedBefore = isSeen();
            ready = nowReady;
            changedNanos = System.nanoTime();
        }
    }

    synchronized boolean isReady() {
        return ready;
    }

    synchronized boolean isSeen() {
        return System.nanoTime() - changedNanos >= delay.toNanos() ? ready : believedBefore;
    }

    /** How long ago it last changed. */
    synchronized Duration unchangedFor() {
        return Duration.ofNanos(System.nanoTime() - changedNanos);
    }

    synchronized boolean heldFor(Duration time) {
        return ready && System.nanoTime() - changedNanos >= time.toNanos();
    }
}
