package academy.ascent.platform.submission;

import io.micronaut.http.sse.Event;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Follows one submission live. What is sent is always read from the database, so that a stream can be taken up after the last
 * event that was seen; it ends with the verdict.
 */
@Singleton
final class EventStream {
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    /** Says that somebody is there, so that a proxy does not close a silent stream. */
    private static final int SILENT_POLLS = 7;

    private final RunRows rows;
    private final Submissions submissions;
    private final Wakes wakes;
    private final Map<String, AtomicBoolean> streams = new ConcurrentHashMap<>();

    EventStream(RunRows rows, Submissions submissions, Wakes wakes) {
        this.rows = rows;
        this.submissions = submissions;
        this.wakes = wakes;
    }

    /**
     * The events after one that was seen.
     *
     * @param browser a browser has one stream: an older one is told {@code replaced} and ends
     * @param after the number of the last event seen, 0 for all
     */
    Publisher<Event<String>> follow(String browser, long submission, long after) {
        return Flux.create(sink -> {
            var replaced = new AtomicBoolean();
            var older = streams.put(browser, replaced);
            if (older != null) {
                older.set(true);
            }
            var thread = Thread.ofVirtual().name("submission-events").unstarted(() -> {
                try {
                    send(sink, replaced, submission, after);
                } catch (InterruptedException _) {
                    // The browser has gone.
                } catch (RuntimeException e) {
                    // The browser asks again by itself, from where it was.
                    sink.error(e);
                } finally {
                    streams.remove(browser, replaced);
                    sink.complete();
                }
            });
            sink.onDispose(thread::interrupt);
            thread.start();
        });
    }

    /** How many streams are open. */
    int count() {
        return streams.size();
    }

    private void send(FluxSink<Event<String>> sink, AtomicBoolean replaced, long submission, long after)
            throws InterruptedException {
        var last = after;
        var silent = 0;
        var end = System.nanoTime() + LONGEST.toNanos();
        try (var waiter = wakes.waiter(submission)) {
            while (!sink.isCancelled() && System.nanoTime() < end) {
                if (replaced.get()) {
                    sink.next(Event.of("{}").name("replaced"));
                    return;
                }
                // Asked before the events are read: what is concluded here has its last event there.
                var open =
                        submissions.find(submission).filter(one -> one.state().isOpen());
                var events = rows.events(submission, last);
                for (var event : events) {
                    sink.next(Event.of(event.data()).name(event.kind()).id(Long.toString(event.number())));
                    last = event.number();
                }
                if (open.isEmpty() && events.isEmpty()) {
                    sink.next(Event.of("{}").name("end"));
                    return;
                }
                silent = events.isEmpty() ? silent + 1 : 0;
                if (silent == SILENT_POLLS) {
                    silent = 0;
                    sink.next(Event.of("{}").name("still-here"));
                }
                if (events.isEmpty()) {
                    waiter.await(POLL);
                }
            }
        }
    }
}
