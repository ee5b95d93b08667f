package academy.ascent.reference.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A session that is closed when it was idle for long enough, and opened anew by the next request. */
final class IdlingSession implements SessionSource {
    private final SessionOpener opener;
    private final long idleNanos;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("idle-models").unstarted(task));
    private @Nullable OrtSession session;
    private int lent;
    private long lastUsed;
    private boolean watched;

    IdlingSession(SessionOpener opener, Duration idle) {
        this.opener = opener;
        this.idleNanos = idle.toNanos();
    }

    @Override
    public synchronized OrtSession lend() throws OrtException {
        OrtSession open = session;
        if (open == null) {
            open = opener.open();
            session = open;
        }
        lent++;
        return open;
    }

    @Override
    public synchronized void giveBack(OrtSession returned) {
        lent--;
        lastUsed = System.nanoTime();
        if (!watched) {
            watchFor(idleNanos);
        }
    }

    private void watchFor(long nanos) {
        watched = true;
        var _ = clock.schedule(this::closeIfIdle, nanos, TimeUnit.NANOSECONDS);
    }

    private synchronized void closeIfIdle() {
        watched = false;
        if (lent > 0 || session == null) {
            return;
        }
        long idleLeft = lastUsed + idleNanos - System.nanoTime();
        if (idleLeft > 0) {
            watchFor(idleLeft);
            return;
        }
        closeOpen();
    }

    private void closeOpen() {
        if (session != null) {
            SessionOpener.close(session);
            session = null;
        }
    }

    @Override
    public synchronized void close() {
        clock.shutdownNow();
        closeOpen();
    }
}
