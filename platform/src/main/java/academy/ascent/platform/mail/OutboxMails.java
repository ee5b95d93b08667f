package academy.ascent.platform.mail;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface OutboxMails extends GenericRepository<OutboxMail, Long> {

    OutboxMail save(OutboxMail mail);

    List<OutboxMail> findTop50OrderByIdDesc();

    @Query("SELECT email FROM account WHERE id = :account")
    Optional<String> address(long account);

    /** The next mail to send, locked until the transaction ends; other processes pass it by. */
    @Query("""
            SELECT * FROM outbox_mail
            WHERE sent_at IS NULL AND next_try_at <= :now AND created_at > :oldest
            ORDER BY next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
            """)
    Optional<OutboxMail> lockDue(Instant now, Instant oldest);

    @Query("UPDATE outbox_mail SET sent_at = :now, text = '', problem = '' WHERE id = :id")
    void markSent(long id, Instant now);

    @Query("UPDATE outbox_mail SET tries = tries + 1, next_try_at = :next, problem = :problem WHERE id = :id")
    void markRefused(long id, Instant next, String problem);
}
