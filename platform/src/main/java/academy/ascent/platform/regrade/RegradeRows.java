package academy.ascent.platform.regrade;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface RegradeRows extends GenericRepository<RegradeRows.Row, Long> {

    /** The table's own row, which is never read as such. */
    @MappedEntity("regrade")
    record Row(@Id long id) {}

    /** A submission of a set, and the regrading that measures it again. */
    @Introspected
    record Pair(long submission, long regrading, long account, String learner) {}

    /** How many submissions pin a version of a lab. */
    @Introspected
    record Version(String lab, String digest, long submissions, Instant latest) {}

    @Query("""
            SELECT g.id, g.title, g.against, g.reason, g.state, g.started_by AS starter_id, a.name AS starter, g.started_at,
                p.name AS applier, g.applied_at, e.name AS ender, g.ended_at,
                (SELECT count(*) FROM submission s WHERE s.regrade_id = g.id AND s.concluded_at IS NULL) AS open,
                (SELECT count(*) FROM submission s WHERE s.regrade_id = g.id) AS items
            FROM regrade g JOIN account a ON a.id = g.started_by LEFT JOIN account p ON p.id = g.applied_by
            LEFT JOIN account e ON e.id = g.ended_by
            WHERE g.id = :id
            """)
    Optional<Regrade> find(long id);

    /** The sets that a person started, or everybody's for null; newest first. */
    @Query("""
            SELECT g.id, g.title, g.against, g.reason, g.state, g.started_by AS starter_id, a.name AS starter, g.started_at,
                CAST(NULL AS text) AS applier, g.applied_at, CAST(NULL AS text) AS ender, g.ended_at,
                (SELECT count(*) FROM submission s WHERE s.regrade_id = g.id AND s.concluded_at IS NULL) AS open,
                (SELECT count(*) FROM submission s WHERE s.regrade_id = g.id) AS items
            FROM regrade g JOIN account a ON a.id = g.started_by
            WHERE g.started_by = :starter OR CAST(:starter AS bigint) IS NULL
            ORDER BY g.id DESC LIMIT 100
            """)
    List<Regrade> list(@Nullable Long starter);

    @Query("""
            INSERT INTO regrade (scope, lab, cohort_id, against, title, reason, started_by, started_at)
            VALUES (:scope, :lab, :cohort, :against, :title, :reason, :by, :now) RETURNING id
            """)
    List<Long> add(
            String scope,
            String lab,
            @Nullable Long cohort,
            String against,
            String title,
            String reason,
            long by,
            Instant now);

    @Query("""
            SELECT s.regrade_of AS submission, s.id AS regrading, a.id AS account, a.name AS learner FROM submission s
            JOIN account a ON a.id = s.account_id WHERE s.regrade_id = :regrade ORDER BY lower(a.name), a.id, s.regrade_of
            """)
    List<Pair> pairs(long regrade);

    /** Locks a set until the transaction ends, so that it is applied or discarded once; gives 1 if there is one. */
    @Query("SELECT count(*) FROM (SELECT id FROM regrade WHERE id = :id FOR UPDATE) AS locked")
    long lock(long id);

    @Query("UPDATE regrade SET state = 'APPLIED', applied_by = :by, applied_at = :now WHERE id = :id")
    void apply(long id, long by, Instant now);

    @Query("UPDATE regrade SET state = :state, ended_by = :by, ended_at = :now WHERE id = :id")
    void end(long id, String state, long by, Instant now);

    /** What the present members of a cohort handed in for a lab and could be measured. */
    @Query("""
            SELECT s.id FROM submission s JOIN cohort_member m ON m.account_id = s.account_id
            WHERE m.cohort_id = :cohort AND m.left_at IS NULL AND s.lab = :lab AND s.regrade_of IS NULL
                AND s.state IN ('PASSED', 'FAILED', 'INCONCLUSIVE', 'FAULTED') ORDER BY s.id
            """)
    List<Long> ofCohort(long cohort, String lab);

    /** What everybody handed in for one version of a lab and could be measured. */
    @Query("""
            SELECT id FROM submission WHERE lab = :lab AND lab_digest = :digest AND regrade_of IS NULL
                AND state IN ('PASSED', 'FAILED', 'INCONCLUSIVE', 'FAULTED') ORDER BY id
            """)
    List<Long> ofVersion(String lab, String digest);

    @Query("""
            SELECT lab, lab_digest AS digest, count(*) AS submissions, max(handed_in_at) AS latest FROM submission
            WHERE regrade_of IS NULL AND state IN ('PASSED', 'FAILED', 'INCONCLUSIVE', 'FAULTED')
            GROUP BY lab, lab_digest ORDER BY lab, max(handed_in_at) DESC LIMIT 100
            """)
    List<Version> versions();

    @Query("SELECT name FROM cohort WHERE id = :id")
    Optional<String> cohortName(long id);
}
