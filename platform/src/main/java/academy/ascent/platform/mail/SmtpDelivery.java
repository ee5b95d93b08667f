package academy.ascent.platform.mail;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends kept mail while the platform serves; several processes on one database share the work. */
@Singleton
@Requires(bean = SmtpConfig.class)
final class SmtpDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpDelivery.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final Outbox outbox;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    SmtpDelivery(Outbox outbox) {
        this.outbox = outbox;
        this.thread = Thread.ofVirtual().name("mail").unstarted(this::deliver);
    }

    @EventListener
    void start(ServerStartupEvent event) {
        thread.start();
    }

    /** Waits for the mail that is on its way; an interrupt would break its connections and send it twice. */
    @EventListener
    void stop(ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        thread.join(LONGEST_STOP);
    }

    private void deliver() {
        try {
            do {
                deliverAllDue();
            } while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliverAllDue() {
        try {
            while (stopped.getCount() > 0 && outbox.deliverNext()) {}
        } catch (RuntimeException e) {
            LOG.error("Cannot read the outbox; trying again in {}", PAUSE, e);
        }
    }
}
