package academy.ascent.platform.audit;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    /** What was written about a subject, oldest first. */
    @Transactional(readOnly = true)
    public List<Entry> of(String subject) {
        var sql = "SELECT actor_id, action, detail, at FROM audit_entry WHERE subject = ? ORDER BY id";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, subject);
            var entries = new ArrayList<Entry>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.add(new Entry(
                            rows.getObject(1, Long.class),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getTimestamp(4).toInstant()));
                }
            }
            return entries;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read the audit entries of " + subject, e);
        }
    }

    /**
     * One action.
     *
     * @param actor the account that acted, or null for the command line
     */
    public record Entry(@Nullable Long actor, String action, String detail, Instant at) {}
}
