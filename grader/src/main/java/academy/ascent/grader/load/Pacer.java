package academy.ascent.grader.load;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands each request of a schedule to its sender when it is due, on the sender's own event loop. A second thread that
 * waited actively would take the core from the loop, or, yielding it, wait for milliseconds: Linux puts a thread that
 * yields behind the others.
 *
 * <p>While the next request is near the loop goes round without blocking, and reads answers meanwhile. Before longer gaps
 * a platform thread parks, since the loop by itself wakes to the millisecond.
 */
final class Pacer implements AutoCloseable {
    private static final long NEAR_NANOS = 150_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final Schedule schedule;
    private final EventLoop loop;
    private final Sender sender;
    private final long origin;
    private final Thread waker = Thread.ofPlatform().name("load-pacer").daemon().unstarted(this::wake);
    /** Only the loop touches it. */
    private int next;

    private volatile long wakeAt = NEVER;
    private volatile boolean ended;

    /**
     * @param loop the one on which the sender sends
     * @param origin when the schedule begins, of {@link System#nanoTime}
     */
    Pacer(Schedule schedule, EventLoop loop, Sender sender, long origin) {
        this.schedule = schedule;
        this.loop = loop;
        this.sender = sender;
        this.origin = origin;
    }

    void start() {
        loop.execute(this::turn);
        waker.start();
    }

    private void turn() {
        long now = System.nanoTime() - origin;
        while (!ended && next < schedule.size() && schedule.nanos(next) <= now) {
            sender.send(next, schedule.nanos(next));
            next++;
        }
        if (ended || next == schedule.size()) {
            return;
        }
        long due = schedule.nanos(next);
        if (due - now <= NEAR_NANOS) {
            // Not as a plain task: the loop would finish all of these before it reads.
            loop.schedule(this::turn, 0, TimeUnit.NANOSECONDS);
            return;
        }
        wakeAt = origin + due - NEAR_NANOS;
        LockSupport.unpark(waker);
    }

    private void wake() {
        while (!ended) {
            long at = wakeAt;
            long left = at - System.nanoTime();
            if (at == NEVER) {
                LockSupport.park(this);
            } else if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else {
                wakeAt = NEVER;
                loop.execute(this::turn);
            }
        }
    }

    /** Sends nothing more; the loop must still live. */
    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(waker);
        try {
            waker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
