package academy.ascent.platform.submission;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs queued gradings, one task a submission. A platform that died is noticed by its missing heartbeats within about ten
 * seconds, and its gradings are begun again; db-scheduler's own defaults would take half an hour.
 */
@Singleton
final class GradingScheduler implements ApplicationEventListener<ServerStartupEvent> {
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration PAUSED = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(GradingScheduler.class);

    private final DataSource dataSource;
    private final Gradings gradings;
    private final Pauses pauses;
    private final Retention retention;
    private final GradingConfig config;
    private final InstantSource clock;
    private @Nullable Scheduler scheduler;

    GradingScheduler(
            DataSource dataSource,
            Gradings gradings,
            Pauses pauses,
            Retention retention,
            GradingConfig config,
            InstantSource clock) {
        // The scheduler keeps transactions of its own, outside of those that requests are in.
        this.dataSource = DelegatingDataSource.unwrapDataSource(dataSource);
        this.gradings = gradings;
        this.pauses = pauses;
        this.retention = retention;
        this.config = config;
        this.clock = clock;
    }

    /** Only a platform that serves grades; the command line opens the same application without. */
    @Override
    public synchronized void onApplicationEvent(ServerStartupEvent event) {
        var started = Scheduler.create(dataSource, task())
                .startTasks(retaining())
                .threads(config.slots())
                .pollingInterval(POLL)
                // No more than can be begun at once is taken from the queue, so that its order holds to the last
                // moment.
                .pollUsingLockAndFetch(0.5, 1.0)
                .enablePriority()
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(Duration.ofSeconds(25))
                .failureLogging(LogLevel.WARN, true)
                .build();
        started.start();
        scheduler = started;
    }

    /** Looks into the queue now instead of at the next poll. */
    synchronized void nudge() {
        if (scheduler != null) {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    @PreDestroy
    synchronized void stop() {
        gradings.stop();
        if (scheduler != null) {
            scheduler.stop();
        }
    }

    private RecurringTask<Void> retaining() {
        return Tasks.recurring("evidence-retention", FixedDelay.ofHours(24)).execute((_, _) -> retention.apply());
    }

    private CustomTask<Void> task() {
        return Tasks.custom("grade", Void.class)
                .onDeadExecution((complete, operations) -> operations.reschedule(complete, clock.instant()))
                .onFailure((complete, operations) ->
                        operations.reschedule(complete, clock.instant().plus(AGAIN)))
                .execute((instance, _) -> {
                    var id = Long.parseLong(instance.getId());
                    return LostConnections.survive(() -> pauses.holds(id))
                            ? (complete, operations) -> operations.reschedule(
                                    complete, clock.instant().plus(PAUSED))
                            : again(gradeUnlessStopped(id));
                });
    }

    /** A grading that is cut off by a stop is no failure: it is begun again. */
    private boolean gradeUnlessStopped(long id) {
        try {
            return gradings.grade(id);
        } catch (Gradings.StoppedException e) {
            LOG.info("{} ({})", e.getMessage(), id);
            return true;
        }
    }

    private CompletionHandler<Void> again(boolean again) {
        return again
                ? (complete, operations) ->
                        operations.reschedule(complete, clock.instant().plus(AGAIN))
                : new CompletionHandler.OnCompleteRemove<>();
    }
}
