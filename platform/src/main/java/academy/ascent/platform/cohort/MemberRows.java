package academy.ascent.platform.cohort;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface MemberRows extends GenericRepository<Cohort, Long> {

    @Query("""
            SELECT m.account_id, a.name, a.email, m.joined_at, m.left_at, m.removed
            FROM cohort_member m JOIN account a ON a.id = m.account_id
            WHERE m.cohort_id = :cohort AND m.left_at IS NULL
            ORDER BY lower(a.name), a.id
            """)
    List<Member> members(long cohort);

    /** Whom the instructor removed and did not let back in. */
    @Query("""
            SELECT m.account_id, a.name, a.email, m.joined_at, m.left_at, m.removed
            FROM cohort_member m JOIN account a ON a.id = m.account_id
            WHERE m.cohort_id = :cohort AND m.removed
            ORDER BY lower(a.name), a.id
            """)
    List<Member> removed(long cohort);

    /** Whoever is or was a member. */
    @Query("""
            SELECT m.account_id, a.name, a.email, m.joined_at, m.left_at, m.removed
            FROM cohort_member m JOIN account a ON a.id = m.account_id
            WHERE m.cohort_id = :cohort AND m.account_id = :account
            """)
    Optional<Member> find(long cohort, long account);

    @Query("SELECT count(*) FROM cohort_member WHERE invitation_id = :invitation AND left_at IS NULL")
    long countJoinedBy(long invitation);

    @Query("""
            INSERT INTO cohort_member (cohort_id, account_id, invitation_id, joined_at)
            VALUES (:cohort, :account, :invitation, :now)
            ON CONFLICT (cohort_id, account_id) DO UPDATE
            SET invitation_id = excluded.invitation_id, joined_at = excluded.joined_at, left_at = NULL, removed = false
            WHERE cohort_member.left_at IS NOT NULL
            """)
    int join(long cohort, long account, @Nullable Long invitation, Instant now);

    @Query("""
            UPDATE cohort_member SET left_at = :now, removed = :removed
            WHERE cohort_id = :cohort AND account_id = :account AND left_at IS NULL
            """)
    int end(long cohort, long account, boolean removed, Instant now);

    @Query("""
            UPDATE cohort_member SET left_at = NULL, removed = false
            WHERE cohort_id = :cohort AND account_id = :account AND removed
            """)
    int letBack(long cohort, long account);

    /** Somebody who is or was in a cohort. */
    @Introspected
    record Member(
            long accountId,
            String name,
            String email,
            Instant joinedAt,
            @Nullable Instant leftAt,
            boolean removed) {}
}
