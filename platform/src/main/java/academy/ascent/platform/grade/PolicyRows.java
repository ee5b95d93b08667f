package academy.ascent.platform.grade;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface PolicyRows extends GenericRepository<PolicyRows.Row, Long> {

    /** The table's own row, which is never read as such. */
    @MappedEntity("lab_policy")
    record Row(@Id long cohortId) {}

    /** A running cohort that somebody is a member of. */
    @Introspected
    record Membership(long cohort, String name, int level) {}

    @Query("SELECT lab, due_at, counts FROM lab_policy WHERE cohort_id = :cohort ORDER BY lab")
    List<LabPolicy> labs(long cohort);

    @Query("SELECT coalesce(max(late_days), 0) FROM cohort WHERE id = :cohort")
    int lateDays(long cohort);

    @Query("""
            SELECT c.id AS cohort, c.name, c.level FROM cohort c JOIN cohort_member m ON m.cohort_id = c.id
            WHERE m.account_id = :account AND m.left_at IS NULL AND c.archived_at IS NULL ORDER BY m.joined_at, c.id
            """)
    List<Membership> memberships(long account);

    /** Lets one person at a time change a cohort's policy. */
    @Query("SELECT count(*) FROM (SELECT id FROM cohort WHERE id = :cohort FOR UPDATE) AS locked")
    long lock(long cohort);

    @Query("UPDATE cohort SET late_days = :days WHERE id = :cohort")
    void setLateDays(long cohort, int days);

    @Query("""
            INSERT INTO lab_policy (cohort_id, lab, due_at, counts) VALUES (:cohort, :lab, :dueAt, :counts)
            ON CONFLICT (cohort_id, lab) DO UPDATE SET due_at = excluded.due_at, counts = excluded.counts
            """)
    void put(long cohort, String lab, @Nullable Instant dueAt, String counts);
}
