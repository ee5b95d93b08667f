package academy.ascent.platform.billing;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface PurchaseOrders extends GenericRepository<PurchaseOrder, UUID> {

    /** Writes an open order unless this account has one for the level already. */
    @Query("""
            INSERT INTO purchase_order (id, account_id, buyer_name, buyer_email, level, tier, item,
                amount_minor, currency, state, created_at, check_at)
            VALUES (:id, :account, :name, :email, :level, :tier, :item, :amount, :currency, 'CREATED', :now, :now)
            ON CONFLICT (account_id, level) WHERE state = 'CREATED' DO NOTHING
            """)
    void insertIfNoneOpen(
            UUID id,
            long account,
            String name,
            String email,
            int level,
            String tier,
            String item,
            long amount,
            String currency,
            Instant now);

    @Query("SELECT * FROM purchase_order WHERE account_id = :account AND level = :level AND state = 'CREATED'")
    Optional<PurchaseOrder> findOpen(long account, int level);

    Optional<PurchaseOrder> findByIdAndAccountId(UUID id, long accountId);

    List<PurchaseOrder> findByAccountIdOrderByNumberDesc(long accountId);

    @Query("SELECT * FROM purchase_order WHERE id = :id FOR UPDATE")
    Optional<PurchaseOrder> lock(UUID id);

    @Query("UPDATE purchase_order SET checkout_session = :session, check_at = :checkAt WHERE id = :id")
    void attach(UUID id, String session, Instant checkAt);

    @Query("""
            UPDATE purchase_order SET state = 'PAID', checkout_session = :session, payment_reference = :reference, paid_at = :now
            WHERE id = :id
            """)
    void pay(UUID id, String session, String reference, Instant now);

    @Query("UPDATE purchase_order SET state = 'EXPIRED' WHERE id = :id AND state = 'CREATED'")
    void expire(UUID id);

    @Query("UPDATE purchase_order SET state = 'CANCELLED' WHERE id = :id AND state IN ('CREATED', 'EXPIRED')")
    void cancel(UUID id);

    @Query("UPDATE purchase_order SET problem = :problem WHERE id = :id")
    void question(UUID id, String problem);

    /**
     * Open orders whose payment is due to be asked after, each given to one caller only; the pause until the next question
     * doubles from 30 seconds to an hour.
     */
    @Query("""
            UPDATE purchase_order SET checks = checks + 1, check_at = CAST(:now AS timestamptz)
                + least(interval '1 hour', interval '30 seconds' * power(2, least(checks, 10)))
            WHERE id IN (
                SELECT id FROM purchase_order
                WHERE state = 'CREATED' AND checkout_session IS NOT NULL AND problem IS NULL AND check_at <= :now
                ORDER BY check_at LIMIT 50 FOR UPDATE SKIP LOCKED)
            RETURNING *
            """)
    List<PurchaseOrder> claimDue(Instant now);

    @Query("UPDATE purchase_order SET check_at = least(check_at, :soon), checks = 0 WHERE id = :id")
    void checkSoon(UUID id, Instant soon);
}
