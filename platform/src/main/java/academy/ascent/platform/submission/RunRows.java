package academy.ascent.platform.submission;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs write. Every statement names the run's epoch, and finds no row once another run has begun or a verdict stands. They
 * begin with WITH and give lists, since Micronaut gives null instead of an empty Optional where no row was written.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface RunRows extends GenericRepository<Submission, Long> {

    /** One attempt to judge a submission. */
    @Introspected
    record GradingRun(
            int epoch,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String outcome,
            String reason,
            @Nullable String conclusion) {}

    /** Something that happened, as the live stream tells it. */
    @Introspected
    record SubmissionEvent(long number, int epoch, String kind, String data, Instant at) {}

    @Query("""
            WITH written AS (UPDATE submission SET epoch = epoch + 1, state = 'PREPARING'
            WHERE id = :id AND concluded_at IS NULL RETURNING epoch)
            SELECT epoch FROM written
            """)
    List<Integer> begin(long id);

    @Query("""
            UPDATE grading_run SET ended_at = :now, outcome = 'INTERRUPTED', reason = :reason
            WHERE submission_id = :id AND ended_at IS NULL
            """)
    void interruptOlder(long id, String reason, Instant now);

    @Query("""
            INSERT INTO grading_run (submission_id, epoch, seed, started_at) VALUES (:id, :epoch, :seed, :now)
            """)
    void addRun(long id, int epoch, long seed, Instant now);

    @Query("""
            WITH owner AS (UPDATE submission SET event_count = event_count + 1
                WHERE id = :id AND epoch = :epoch AND concluded_at IS NULL RETURNING event_count)
            INSERT INTO submission_event (submission_id, number, epoch, kind, data, at)
            SELECT :id, event_count, :epoch, :kind, CAST(:data AS jsonb), :now FROM owner RETURNING number
            """)
    List<Long> addEvent(long id, int epoch, String kind, String data, Instant now);

    /** The first event, which no run writes. */
    @Query("""
            WITH owner AS (UPDATE submission SET event_count = event_count + 1
                WHERE id = :id AND epoch = 0 AND event_count = 0 RETURNING event_count)
            INSERT INTO submission_event (submission_id, number, epoch, kind, data, at)
            SELECT :id, event_count, 0, :kind, CAST(:data AS jsonb), :now FROM owner RETURNING number
            """)
    List<Long> addFirstEvent(long id, String kind, String data, Instant now);

    @Query("""
            WITH written AS (UPDATE submission SET state = :state WHERE id = :id AND epoch = :epoch AND concluded_at IS NULL RETURNING id)
            SELECT id FROM written
            """)
    List<Long> setState(long id, int epoch, String state);

    @Query("""
            WITH written AS (INSERT INTO check_finding (submission_id, epoch, position, finding)
            SELECT s.id, s.epoch,
                (SELECT count(*) FROM check_finding f WHERE f.submission_id = s.id AND f.epoch = s.epoch),
                CAST(:finding AS jsonb)
            FROM submission s WHERE s.id = :id AND s.epoch = :epoch AND s.concluded_at IS NULL RETURNING position)
            SELECT position FROM written
            """)
    List<Integer> addFinding(long id, int epoch, String finding);

    @Query("""
            WITH written AS (UPDATE grading_run SET ended_at = :now, outcome = :outcome, reason = :reason,
                conclusion = CAST(:conclusion AS jsonb)
            WHERE submission_id = :id AND epoch = :epoch AND ended_at IS NULL RETURNING epoch)
            SELECT epoch FROM written
            """)
    List<Integer> endRun(long id, int epoch, String outcome, String reason, @Nullable String conclusion, Instant now);

    @Query("""
            WITH written AS (UPDATE submission SET state = :state, concluded_at = :now, reason = :reason, earned = :earned,
                p95_millis = :p95, availability_percent = :availability, measuring_millis = :measuring,
                total_millis = :total
            WHERE id = :id AND epoch = :epoch AND concluded_at IS NULL RETURNING id)
            SELECT id FROM written
            """)
    List<Long> conclude(
            long id,
            int epoch,
            String state,
            String reason,
            @Nullable Integer earned,
            @Nullable Double p95,
            @Nullable Double availability,
            @Nullable Long measuring,
            @Nullable Long total,
            Instant now);

    @Query("""
            WITH written AS (INSERT INTO grading_effect (submission_id, epoch, effect, subject, intended_at)
            SELECT id, epoch, :effect, :subject, :now FROM submission
            WHERE id = :id AND epoch = :epoch AND concluded_at IS NULL RETURNING epoch)
            SELECT epoch FROM written
            """)
    List<Integer> intend(long id, int epoch, String effect, String subject, Instant now);

    @Query("""
            UPDATE grading_effect SET outcome = :outcome, outcome_at = :now
            WHERE submission_id = :id AND epoch = :epoch AND effect = :effect AND outcome IS NULL
            """)
    void settle(long id, int epoch, String effect, String outcome, Instant now);

    @Query("SELECT 1 FROM (SELECT pg_notify('submission', CAST(:id AS text))) AS sent")
    int wake(long id);

    @Query("""
            SELECT epoch, started_at, ended_at, outcome, reason, CAST(conclusion AS text) AS conclusion
            FROM grading_run WHERE submission_id = :id ORDER BY epoch
            """)
    List<GradingRun> runs(long id);

    @Query("""
            SELECT CAST(finding AS text) FROM check_finding
            WHERE submission_id = :id AND epoch = :epoch ORDER BY position
            """)
    List<String> findings(long id, int epoch);

    @Query("""
            SELECT number, epoch, kind, CAST(data AS text) AS data, at FROM submission_event
            WHERE submission_id = :id AND number > :after ORDER BY number LIMIT 500
            """)
    List<SubmissionEvent> events(long id, long after);

    /** What the latest run said last about how far it is. */
    @Query("""
            SELECT CAST(data AS text) FROM submission_event
            WHERE submission_id = :id AND epoch = :epoch AND kind = 'progress' ORDER BY number DESC LIMIT 1
            """)
    List<String> latestProgress(long id, int epoch);
}
