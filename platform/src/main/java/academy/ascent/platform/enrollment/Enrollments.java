package academy.ascent.platform.enrollment;

import io.micronaut.transaction.TransactionDefinition.Propagation;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Gives places on levels, and says who has one. */
@Singleton
public class Enrollments {
    private final EnrollmentRows rows;
    private final InstantSource clock;

    Enrollments(EnrollmentRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Whether this account has paid for a place on the level (1 to 4); without one no lab opens. */
    public boolean mayWork(long accountId, int level) {
        return rows.existsByAccountIdAndLevel(accountId, level);
    }

    /** Every place of an account, lowest level first. */
    public List<Enrollment> of(long accountId) {
        return rows.findByAccountIdOrderByLevel(accountId);
    }

    /**
     * Gives a place for a paid order, in the payment's own transaction.
     *
     * @return whether it is new; false where the account has a place on the level already
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean enroll(long accountId, int level, String tier, UUID orderId) {
        return rows.insert(accountId, level, tier, orderId, clock.instant()) == 1;
    }
}
