package academy.ascent.platform.submission;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface PauseRows extends GenericRepository<Submission, Long> {

    /** A pause that stands. */
    @Introspected
    record Standing(String lab, String reason, String pauser, Instant pausedAt) {}

    @Query("""
            SELECT p.lab, p.reason, a.name AS pauser, p.paused_at FROM lab_pause p JOIN account a ON a.id = p.paused_by
            WHERE p.resumed_at IS NULL ORDER BY p.lab
            """)
    List<Standing> standing();

    @Query("""
            SELECT p.lab, p.reason, a.name AS pauser, p.paused_at FROM lab_pause p JOIN account a ON a.id = p.paused_by
            WHERE p.resumed_at IS NULL AND p.lab = :lab
            """)
    Optional<Standing> find(String lab);

    @Query("""
            SELECT count(*) FROM lab_pause p JOIN submission s ON s.lab = p.lab
            WHERE s.id = :submission AND p.resumed_at IS NULL
            """)
    long countFor(long submission);

    @Query("""
            INSERT INTO lab_pause (lab, reason, paused_by, paused_at) VALUES (:lab, :reason, :by, :now)
            ON CONFLICT DO NOTHING
            """)
    int pause(String lab, String reason, long by, Instant now);

    @Query("UPDATE lab_pause SET resumed_by = :by, resumed_at = :now WHERE lab = :lab AND resumed_at IS NULL")
    int resume(String lab, long by, Instant now);

    /** Makes what waits for a lab due at once. */
    @Query("""
            UPDATE scheduled_tasks t SET execution_time = :now FROM submission s
            WHERE s.lab = :lab AND s.state = 'QUEUED' AND t.task_name = 'grade' AND t.task_instance = CAST(s.id AS text)
                AND NOT t.picked AND t.execution_time > :now
            """)
    void wake(String lab, Instant now);
}
