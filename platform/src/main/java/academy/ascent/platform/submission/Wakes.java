package academy.ascent.platform.submission;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes whoever waits for news of a submission. One connection outside the pool listens to PostgreSQL's notifications; one
 * that gets lost costs no more than the wait that its caller has set.
 */
@Singleton
final class Wakes implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(Wakes.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final String url;
    private final Properties login = new Properties();
    private final Map<String, Set<Semaphore>> waiting = new ConcurrentHashMap<>();
    private volatile boolean stopped;
    private @Nullable Thread listener;

    Wakes(
            @Property(name = "datasources.default.url") String url,
            @Property(name = "datasources.default.username", defaultValue = "") String user,
            @Property(name = "datasources.default.password", defaultValue = "") String password) {
        this.url = url;
        if (!user.isEmpty()) {
            login.setProperty("user", user);
            login.setProperty("password", password);
        }
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        listener = Thread.ofVirtual().name("submission-wakes").start(this::listen);
    }

    @PreDestroy
    void stop() {
        stopped = true;
        if (listener != null) {
            listener.interrupt();
        }
    }

    /** Waits for news of a submission, or for as long as given, and makes the wait ready before {@code first} is done. */
    final class Waiter implements AutoCloseable {
        private final String submission;
        private final Semaphore bell = new Semaphore(0);

        private Waiter(long submission) {
            this.submission = Long.toString(submission);
            waiting.computeIfAbsent(this.submission, _ -> ConcurrentHashMap.newKeySet())
                    .add(bell);
        }

        /** Returns when there may be news. */
        void await(Duration most) throws InterruptedException {
            if (bell.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        }

        @Override
        public void close() {
            waiting.computeIfPresent(submission, (_, bells) -> {
                bells.remove(bell);
                return bells.isEmpty() ? null : bells;
            });
        }
    }

    /** News from now on ring this waiter. */
    Waiter waiter(long submission) {
        return new Waiter(submission);
    }

    private void listen() {
        while (!stopped) {
            try (var connection = DriverManager.getConnection(url, login);
                    var statement = connection.createStatement()) {
                statement.execute("LISTEN submission");
                var postgres = connection.unwrap(PGConnection.class);
                while (!stopped) {
                    for (var notification : postgres.getNotifications(5_000)) {
                        waiting.getOrDefault(notification.getParameter(), Set.of())
                                .forEach(Semaphore::release);
                    }
                }
            } catch (SQLException e) {
                if (!stopped) {
                    LOG.debug("Listening for news broke ({}); streams poll meanwhile", e.getMessage());
                }
            }
            pause();
        }
    }

    private void pause() {
        try {
            if (!stopped) {
                Thread.sleep(AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
