package academy.ascent.platform.sandbox;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface SandboxRows extends GenericRepository<SandboxRows.Row, Long> {
    String WHOLE = """
            SELECT s.id, s.account_id, a.name AS learner, s.lab, s.sandbox_class, s.opened_at, s.used_at, s.expires_at,
                s.extensions, s.deployment, s.suspended_at, s.suspended_why, s.closed_at, s.closed_why
            FROM learner_sandbox s JOIN account a ON a.id = s.account_id
            """;

    /** The table's own row, which is never read as such. */
    @MappedEntity("learner_sandbox")
    record Row(@Id long id) {}

    @Query(WHOLE + "WHERE s.closed_at IS NULL ORDER BY s.id")
    List<LearnerSandbox> open();

    @Query(WHOLE + "WHERE s.id = :id AND s.closed_at IS NULL")
    Optional<LearnerSandbox> open(long id);

    @Query(WHOLE + "WHERE s.account_id = :account AND s.closed_at IS NULL")
    Optional<LearnerSandbox> openOf(long account);

    /** The one that the learner had last in a lab, if it is closed. */
    @Query(WHOLE + "WHERE s.account_id = :account AND s.lab = :lab ORDER BY s.id DESC LIMIT 1")
    Optional<LearnerSandbox> lastOf(long account, String lab);

    /** Lets one after the other count the places, until the transaction ends. */
    @Query("SELECT count(*) FROM (SELECT pg_advisory_xact_lock(730093)) AS held")
    long takeTurn();

    @Query("SELECT count(*) FROM learner_sandbox WHERE closed_at IS NULL AND suspended_at IS NULL")
    long running();

    /** Opens one; 0 where the learner has an open one already. */
    @Query("""
            INSERT INTO learner_sandbox (account_id, lab, sandbox_class, opened_at, used_at, expires_at)
            VALUES (:account, :lab, :sandboxClass, :now, :now, :expires) ON CONFLICT DO NOTHING
            """)
    int insert(long account, String lab, String sandboxClass, Instant now, Instant expires);

    /** Asks for a fresh place with the files as they stand. */
    @Query("""
            UPDATE learner_sandbox SET deployment = deployment + 1, used_at = :now, suspended_at = NULL, suspended_why = NULL
            WHERE id = :id AND closed_at IS NULL
            """)
    int deploy(long id, Instant now);

    @Query("UPDATE learner_sandbox SET used_at = :now WHERE id = :id AND closed_at IS NULL AND used_at < :now")
    int touch(long id, Instant now);

    /** @param most after so many extensions there is none more */
    @Query("""
            UPDATE learner_sandbox SET extensions = extensions + 1, expires_at = :expires, used_at = :now
            WHERE id = :id AND closed_at IS NULL AND extensions < :most
            """)
    int extend(long id, Instant now, Instant expires, int most);

    /** Gives more time without counting it. */
    @Query(
            "UPDATE learner_sandbox SET expires_at = :expires WHERE id = :id AND closed_at IS NULL AND expires_at < :expires")
    int prolong(long id, Instant expires);

    @Query("""
            UPDATE learner_sandbox SET suspended_at = :now, suspended_why = :why
            WHERE id = :id AND closed_at IS NULL AND suspended_at IS NULL
            """)
    int suspend(long id, String why, Instant now);

    @Query("UPDATE learner_sandbox SET closed_at = :now, closed_why = :why WHERE id = :id AND closed_at IS NULL")
    int close(long id, String why, Instant now);
}
