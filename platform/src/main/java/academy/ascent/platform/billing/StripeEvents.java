package academy.ascent.platform.billing;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The webhook events that were taken; each is taken once. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface StripeEvents extends GenericRepository<StripeEvents.Row, String> {

    /** Takes an event and gives 1, or 0 where it was taken before; waits for a transaction that is just taking it. */
    @Query("""
            INSERT INTO stripe_event (id, type, outcome, received_at) VALUES (:id, :type, 'RECEIVED', :now)
            ON CONFLICT DO NOTHING
            """)
    int take(String id, String type, Instant now);

    @Query("UPDATE stripe_event SET outcome = :outcome, order_id = :order WHERE id = :id")
    void conclude(String id, String outcome, @Nullable UUID order);

    /** One event as it was taken. */
    @MappedEntity("stripe_event")
    record Row(@Id String id, String type, @Nullable UUID orderId, String outcome, Instant receivedAt) {}
}
