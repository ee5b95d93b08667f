package academy.ascent.platform.grade;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface DecisionRows extends GenericRepository<DecisionRows.Override, Long> {

    /** A row of the table, which nothing reads whole. */
    @MappedEntity("grade_override")
    record Override(@Id long id) {}

    /** Lets one decision on a submission be made at a time; gives 1 if there is such a submission. */
    @Query("SELECT count(*) FROM (SELECT id FROM submission WHERE id = :submission FOR UPDATE) AS locked")
    long lock(long submission);

    @Query("""
            SELECT o.id, o.submission_id, o.points, s.pass, o.reason, a.name AS decider, a.role, o.decided_at, o.ended_at,
                e.name AS ender
            FROM grade_override o JOIN submission s ON s.id = o.submission_id JOIN account a ON a.id = o.decided_by
            LEFT JOIN account e ON e.id = o.ended_by
            WHERE o.submission_id = :submission ORDER BY o.id DESC
            """)
    List<Decision> history(long submission);

    @Query("""
            SELECT o.id, o.submission_id, o.points, s.pass, o.reason, a.name AS decider, a.role, o.decided_at, o.ended_at,
                CAST(NULL AS text) AS ender
            FROM grade_override o JOIN submission s ON s.id = o.submission_id JOIN account a ON a.id = o.decided_by
            WHERE s.account_id IN (:accounts) AND o.ended_at IS NULL
            """)
    List<Decision> standing(Collection<Long> accounts);

    /** Everything that applied regrades measured anew for these accounts, the one applied last at the end; one set is left out. */
    @Query("""
            SELECT r.regrade_of AS submission_id, r.id AS regrading, r.state = 'PASSED' AS passed, r.earned, r.points, r.pass,
                r.p95_millis, r.availability_percent, g.reason, a.name AS applier, a.role, g.applied_at
            FROM submission r JOIN regrade g ON g.id = r.regrade_id JOIN account a ON a.id = g.applied_by
            WHERE r.account_id IN (:accounts) AND g.state = 'APPLIED' AND g.id <> :except AND r.state IN ('PASSED', 'FAILED')
                AND r.earned IS NOT NULL
            ORDER BY g.applied_at, g.id
            """)
    List<Regraded> regraded(Collection<Long> accounts, long except);

    @Query("SELECT count(*) FROM cohort WHERE instructor_id = :instructor AND level = :level AND archived_at IS NULL")
    long countOfLevel(long instructor, int level);

    @Query("SELECT count(*) FROM cohort WHERE id = :cohort AND instructor_id = :instructor")
    long countOwn(long instructor, long cohort);

    @Query("""
            INSERT INTO grade_override (submission_id, points, reason, decided_by, decided_at)
            VALUES (:submission, :points, :reason, :by, :now)
            """)
    void add(long submission, int points, String reason, long by, Instant now);

    @Query("UPDATE grade_override SET ended_by = :by, ended_at = :now WHERE id = :id AND ended_at IS NULL")
    int end(long id, long by, Instant now);

    /** 1 where the person teaches a cohort of that level, not archived, that the learner is a member of. */
    @Query("""
            SELECT count(*) FROM cohort c JOIN cohort_member m ON m.cohort_id = c.id
            WHERE c.instructor_id = :instructor AND c.level = :level AND c.archived_at IS NULL
                AND m.account_id = :learner AND m.left_at IS NULL
            """)
    long countTaught(long instructor, long learner, int level);
}
