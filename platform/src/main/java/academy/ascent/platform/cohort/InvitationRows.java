package academy.ascent.platform.cohort;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface InvitationRows extends GenericRepository<Invitation, Long> {

    Invitation save(Invitation invitation);

    @Query("SELECT * FROM cohort_invitation WHERE token_hash = :hash")
    Optional<Invitation> find(byte[] hash);

    /** Locked until the transaction ends, so that two do not take the last place. */
    @Query("SELECT * FROM cohort_invitation WHERE token_hash = :hash FOR UPDATE")
    Optional<Invitation> lock(byte[] hash);

    /** The link that was made last and not taken back; it may have expired. */
    @Query("SELECT * FROM cohort_invitation WHERE cohort_id = :cohort AND revoked_at IS NULL")
    Optional<Invitation> current(long cohort);

    @Query("UPDATE cohort_invitation SET revoked_at = :now WHERE cohort_id = :cohort AND revoked_at IS NULL")
    int revoke(long cohort, Instant now);
}
