package academy.ascent.platform.appeal;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface AppealRows extends GenericRepository<AppealRows.Row, Long> {

    /** The table's own row, which is never read as such. */
    @MappedEntity("appeal")
    record Row(@Id long id) {}

    @Query("""
            SELECT p.id, p.submission_id, p.account_id, p.reason, p.asked_at, p.withdrawn_at, a.name AS answerer, a.role,
                p.answered_at, p.answer
            FROM appeal p LEFT JOIN account a ON a.id = p.answered_by WHERE p.submission_id = :submission ORDER BY p.id DESC
            """)
    List<Appeal> of(long submission);

    /** Every open appeal, the oldest first. */
    @Query("""
            SELECT p.id, p.submission_id, p.account_id, p.reason, p.asked_at, p.withdrawn_at, CAST(NULL AS text) AS answerer,
                CAST(NULL AS text) AS role, p.answered_at, p.answer
            FROM appeal p WHERE p.withdrawn_at IS NULL AND p.answered_at IS NULL ORDER BY p.id LIMIT 500
            """)
    List<Appeal> open();

    /** Asks; 0 where the learner has an open appeal already. */
    @Query("""
            INSERT INTO appeal (submission_id, account_id, reason, asked_at) VALUES (:submission, :account, :reason, :now)
            ON CONFLICT DO NOTHING
            """)
    int ask(long submission, long account, String reason, Instant now);

    @Query("""
            UPDATE appeal SET withdrawn_at = :now
            WHERE submission_id = :submission AND withdrawn_at IS NULL AND answered_at IS NULL
            """)
    int withdraw(long submission, Instant now);

    @Query("""
            UPDATE appeal SET answer = :answer, answered_by = :by, answered_at = :now
            WHERE submission_id = :submission AND withdrawn_at IS NULL AND answered_at IS NULL
            """)
    int answer(long submission, String answer, long by, Instant now);

    /** What a person is to read, was decided by nobody, and was not followed by what is read or passed; the oldest first. */
    @Query("""
            SELECT s.id FROM submission s
            WHERE s.state = 'IN_REVIEW' AND s.regrade_of IS NULL
                AND NOT EXISTS (SELECT 1 FROM grade_override o WHERE o.submission_id = s.id AND o.ended_at IS NULL)
                AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.account_id = s.account_id AND n.lab = s.lab
                    AND n.regrade_of IS NULL AND n.id > s.id AND n.state IN ('IN_REVIEW', 'PASSED'))
            ORDER BY s.id LIMIT 500
            """)
    List<Long> unread();

    /**
     * What ended without a judgement after its repeats, was decided by nobody, and was not handed in anew; the oldest first.
     */
    @Query("""
            SELECT s.id FROM submission s
            WHERE s.state IN ('INCONCLUSIVE', 'FAULTED') AND s.regrade_of IS NULL
                AND NOT EXISTS (SELECT 1 FROM grade_override o WHERE o.submission_id = s.id AND o.ended_at IS NULL)
                AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.account_id = s.account_id AND n.lab = s.lab
                    AND n.regrade_of IS NULL AND n.id > s.id)
                AND NOT EXISTS (SELECT 1 FROM submission r JOIN regrade g ON g.id = r.regrade_id
                    WHERE r.regrade_of = s.id AND g.state = 'APPLIED' AND r.state IN ('PASSED', 'FAILED'))
            ORDER BY s.id LIMIT 500
            """)
    List<Long> unjudged();
}
