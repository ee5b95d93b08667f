package academy.ascent.platform.cohort;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface CohortRows extends GenericRepository<Cohort, Long> {

    Cohort save(Cohort cohort);

    Optional<Cohort> findById(long id);

    /** The cohorts of an instructor, or everyone's for null; archived ones last, newest first. */
    @Query("""
            SELECT c.id, c.name, c.level, c.starts_on, c.ends_on, c.archived_at, a.name AS instructor,
                (SELECT count(*) FROM cohort_member m WHERE m.cohort_id = c.id AND m.left_at IS NULL) AS members
            FROM cohort c JOIN account a ON a.id = c.instructor_id
            WHERE c.instructor_id = :instructor OR CAST(:instructor AS bigint) IS NULL
            ORDER BY c.archived_at IS NOT NULL, c.starts_on DESC, c.id DESC
            """)
    List<Summary> list(@Nullable Long instructor);

    /** The cohorts that somebody is a member of, newest first. */
    @Query("""
            SELECT c.id, c.name, c.level, c.starts_on, c.ends_on, c.archived_at, a.name AS instructor, 0 AS members
            FROM cohort_member m JOIN cohort c ON c.id = m.cohort_id JOIN account a ON a.id = c.instructor_id
            WHERE m.account_id = :account AND m.left_at IS NULL
            ORDER BY m.joined_at DESC
            """)
    List<Summary> ofMember(long account);

    @Query("SELECT name FROM account WHERE id = (SELECT instructor_id FROM cohort WHERE id = :cohort)")
    String instructorName(long cohort);

    @Query("UPDATE cohort SET name = :name, starts_on = :startsOn, ends_on = :endsOn WHERE id = :id")
    void change(long id, String name, LocalDate startsOn, @Nullable LocalDate endsOn);

    @Query("UPDATE cohort SET archived_at = :at WHERE id = :id")
    void setArchived(long id, @Nullable Instant at);

    /**
     * A cohort in a list.
     *
     * @param instructor the name of who teaches it
     * @param members how many are in it now
     */
    @Introspected
    record Summary(
            long id,
            String name,
            int level,
            LocalDate startsOn,
            @Nullable LocalDate endsOn,
            @Nullable Instant archivedAt,
            String instructor,
            long members) {}
}
