package academy.ascent.platform.audit;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Writes who did what, in the transaction of the action itself: an action without its row cannot be. */
@Singleton
public class AuditLog {
    private final Connection connection;

    AuditLog(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param actor the account that acts, or null for the command line
     * @param action a verb and an object, for example {@code cohort.create}
     * @param subject what was acted upon, for example {@code cohort/12}
     * @param detail for a person
     */
    @Transactional(propagation = io.micronaut.transaction.TransactionDefinition.Propagation.MANDATORY)
    public void record(@Nullable Long actor, String action, String subject, String detail) {
        var sql = "INSERT INTO audit_entry (actor_id, action, subject, detail) VALUES (?, ?, ?, ?)";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, actor);
            statement.setString(2, action);
            statement.setString(3, subject);
            statement.setString(4, detail);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot write the audit entry " + action + " " + subject, e);
        }
    }
}
