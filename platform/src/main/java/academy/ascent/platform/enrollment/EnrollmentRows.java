package academy.ascent.platform.enrollment;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface EnrollmentRows extends GenericRepository<Enrollment, Long> {

    boolean existsByAccountIdAndLevel(long accountId, int level);

    List<Enrollment> findByAccountIdOrderByLevel(long accountId);

    /** Writes an enrollment and gives 1, or 0 where the learner has a place on the level already. */
    @Query("""
            INSERT INTO enrollment (account_id, level, tier, order_id, created_at)
            VALUES (:account, :level, :tier, :order, :now)
            ON CONFLICT DO NOTHING
            """)
    int insert(long account, int level, String tier, UUID order, Instant now);
}
