package academy.ascent.platform.account;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;

/** Sessions and password resets, by the hash of their token. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface Sessions extends GenericRepository<Account, Long> {

    @Query(
            "INSERT INTO account_session (token_hash, account_id, created_at, expires_at) VALUES (:hash, :account, :now, :expires)")
    void begin(byte[] hash, long account, Instant now, Instant expires);

    @Query("""
            SELECT a.* FROM account a JOIN account_session s ON s.account_id = a.id
            WHERE s.token_hash = :hash AND s.expires_at > :now
            """)
    Optional<Account> find(byte[] hash, Instant now);

    @Query("DELETE FROM account_session WHERE token_hash = :hash")
    void end(byte[] hash);

    @Query("DELETE FROM account_session WHERE account_id = :account")
    void endAll(long account);

    @Query("DELETE FROM account_session WHERE expires_at <= :now")
    void sweep(Instant now);

    @Query("INSERT INTO password_reset (token_hash, account_id, expires_at) VALUES (:hash, :account, :expires)")
    void beginReset(byte[] hash, long account, Instant expires);

    @Query("SELECT account_id FROM password_reset WHERE token_hash = :hash")
    Optional<Long> findResetAccount(byte[] hash);

    /** One for the first use of a link within its time, zero for every other. */
    @Query(
            "UPDATE password_reset SET used_at = :now WHERE token_hash = :hash AND used_at IS NULL AND expires_at > :now")
    int useReset(byte[] hash, Instant now);

    @Query("SELECT count(*) FROM password_reset WHERE token_hash = :hash AND used_at IS NULL AND expires_at > :now")
    long countUsableResets(byte[] hash, Instant now);
}
