package academy.ascent.platform;

import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.lab.LabCatalog;
import academy.ascent.platform.lab.LabShelf;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/** People, cohorts and submissions as a school has them, written straight into the database of a platform under test. */
public final class Classroom {
    public static final String LAB = "l1-first-prediction";

    private final PlatformUnderTest platform;
    private final Map<SignedIn, Browser> browsers = new HashMap<>();

    public Classroom(PlatformUnderTest platform) {
        this.platform = platform;
        platform.bean(LabShelf.class).keep(platform.bean(LabCatalog.class).get(LAB));
    }

    public SignedIn person(String name, Role role) {
        return platform.bean(Accounts.class)
                .createPrivileged(name.toLowerCase(Locale.ROOT) + "@example.org", name, "correct horse battery", role);
    }

    /** The browser that this person is signed in with, with a token for forms. */
    public Browser browser(SignedIn person) {
        return browsers.computeIfAbsent(person, one -> {
            var browser = platform.browser().signIn(one.email());
            browser.get("/account");
            return browser;
        });
    }

    /** Gives somebody a place on Level 1. */
    public void enroll(SignedIn learner) {
        run(
                "WITH bought AS (INSERT INTO purchase_order (id, account_id, buyer_name, buyer_email, level, tier, item,"
                        + " amount_minor, currency, state, created_at, paid_at, check_at)"
                        + " VALUES (gen_random_uuid(), ?, 'n', 'e', 1, 't', 'i', 1, 'EUR', 'PAID', now(), now(), now())"
                        + " RETURNING id, account_id)"
                        + " INSERT INTO enrollment (account_id, level, tier, order_id, created_at)"
                        + " SELECT account_id, 1, 't', id, now() FROM bought",
                learner.id());
    }

    /** A cohort of Level 1 with these members. */
    public long cohort(String name, SignedIn instructor, SignedIn... members) {
        var id = number(
                "INSERT INTO cohort (name, level, instructor_id, starts_on, created_at) VALUES (?, 1, ?, now(), now())"
                        + " RETURNING id",
                name,
                instructor.id());
        for (var member : members) {
            run("INSERT INTO cohort_member (cohort_id, account_id, joined_at) VALUES (?, ?, now())", id, member.id());
        }
        return id;
    }

    /** A concluded submission of 100 points, of which 80 pass; earned is null where nothing was judged. */
    public long submission(SignedIn learner, String state, Integer earned) {
        return submission(learner, state, earned, Instant.now());
    }

    public long submission(SignedIn learner, String state, Integer earned, Instant handedIn) {
        var lab = platform.bean(LabCatalog.class).get(LAB);
        var open = state.equals("QUEUED");
        return number(
                "INSERT INTO submission (account_id, lab, lab_digest, number, state, handed_in_at, concluded_at, earned,"
                        + " points, pass) SELECT ?, ?, ?, 1 + count(*), ?, ?, ?, ?, 100, 80 FROM submission"
                        + " WHERE account_id = ? AND lab = ? RETURNING id",
                learner.id(),
                LAB,
                lab.digest(),
                state,
                Timestamp.from(handedIn),
                open ? null : Timestamp.from(handedIn.plusSeconds(60)),
                earned,
                learner.id(),
                LAB);
    }

    /** A file of a submission. */
    public void file(long submission, String path, String text) {
        run(
                "INSERT INTO file_content (digest, content) VALUES (sha256(convert_to(?, 'UTF8')), convert_to(?, 'UTF8'))"
                        + " ON CONFLICT DO NOTHING",
                text,
                text);
        run(
                "INSERT INTO submission_file (submission_id, path, digest) VALUES (?, ?, sha256(convert_to(?, 'UTF8')))",
                submission,
                path,
                text);
    }

    public long number(String sql, Object... values) {
        return query(sql, values, statement -> {
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new AssertionError("No row: " + sql);
                }
                return rows.getLong(1);
            }
        });
    }

    public int run(String sql, Object... values) {
        return query(sql, values, java.sql.PreparedStatement::executeUpdate);
    }

    private interface Use<T> {
        T of(java.sql.PreparedStatement statement) throws SQLException;
    }

    private <T> T query(String sql, Object[] values, Use<T> use) {
        var pool = DelegatingDataSource.unwrapDataSource(platform.bean(DataSource.class));
        try (Connection connection = pool.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return use.of(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
