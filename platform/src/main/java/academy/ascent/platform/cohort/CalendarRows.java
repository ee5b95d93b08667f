package academy.ascent.platform.cohort;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface CalendarRows extends GenericRepository<Cohort, Long> {

    /** A cohort's lab that is due. */
    @Introspected
    record Due(String lab, Instant at, long learners) {}

    /** A level whose cohorts begin on a day. */
    @Introspected
    record Beginning(int level, long learners) {}

    @Query("""
            SELECT p.lab, p.due_at AS at, count(*) AS learners
            FROM lab_policy p JOIN cohort c ON c.id = p.cohort_id JOIN cohort_member m ON m.cohort_id = c.id
            WHERE p.due_at > :from AND p.due_at <= :until AND c.archived_at IS NULL AND m.left_at IS NULL
            GROUP BY p.cohort_id, p.lab, p.due_at
            """)
    List<Due> due(Instant from, Instant until);

    @Query("""
            SELECT c.level, count(*) AS learners FROM cohort c JOIN cohort_member m ON m.cohort_id = c.id
            WHERE c.starts_on = :day AND c.archived_at IS NULL AND m.left_at IS NULL GROUP BY c.level
            """)
    List<Beginning> beginning(LocalDate day);
}
