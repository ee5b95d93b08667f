package academy.ascent.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresIT {
    private static final String PASSWORD = "only for this test";

    @TempDir
    Path folder;

    @Test
    void keepsWhatWasWrittenDurablyAndBehindAPassword() throws SQLException {
        try (var server = EmbeddedPostgres.start(folder, PASSWORD)) {
            execute(server, "CREATE TABLE kept (word text)");
            execute(server, "INSERT INTO kept VALUES ('here')");
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "wrong")
                            .close())
                    .hasMessageContaining("password authentication failed");
        }
        try (var server = EmbeddedPostgres.start(folder, PASSWORD)) {
            assertThat(ask(server, "SELECT word FROM kept")).isEqualTo("here");
        }
    }

    @Test
    void stopsAServerThatOutlivedItsOwnerAndLosesNothing() throws SQLException {
        var orphan = EmbeddedPostgres.start(folder, PASSWORD);
        execute(orphan, "CREATE TABLE kept AS SELECT 'here' AS word");

        try (var server = EmbeddedPostgres.start(folder, PASSWORD)) {
            assertThat(ask(server, "SELECT word FROM kept")).isEqualTo("here");
            assertThatThrownBy(() -> ask(orphan, "SELECT 1")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void recoversAfterTheServerItselfWasKilled() throws SQLException, IOException {
        var killed = EmbeddedPostgres.start(folder, PASSWORD);
        execute(killed, "CREATE TABLE kept AS SELECT 'here' AS word");
        var pid = Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid"))
                .getFirst()
                .strip());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());

        try (var server = EmbeddedPostgres.start(folder, PASSWORD)) {
            assertThat(ask(server, "SELECT word FROM kept")).isEqualTo("here");
        }
    }

    @Test
    void removesThePidFileOfAProcessThatIsNoServer() throws IOException, SQLException {
        EmbeddedPostgres.start(folder, PASSWORD).close();
        var mine = Long.toString(ProcessHandle.current().pid());
        Files.write(
                folder.resolve("data/postmaster.pid"),
                List.of(mine, folder.resolve("data").toString(), "0", "5432"));

        try (var server = EmbeddedPostgres.start(folder, PASSWORD)) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void anInterruptedInitialisationIsDoneAgain() throws IOException, SQLException {
        Files.createDirectories(folder.resolve("data.new/base"));
        Files.writeString(folder.resolve("data.new/PG_VERSION"), "18");

        try (var server = EmbeddedPostgres.start(folder, PASSWORD)) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aFolderWithoutADatabaseIsRefusedAndLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/notes.txt"), "mine");

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, PASSWORD))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("PG_VERSION is missing")
                .hasMessageContaining("move it away");
        assertThat(folder.resolve("data/notes.txt")).hasContent("mine");
    }

    @Test
    void aDatabaseOfAnotherVersionIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/PG_VERSION"), "15\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, PASSWORD))
                .hasMessageContaining("made by PostgreSQL 15");
    }

    @Test
    void aDamagedDatabaseIsReportedWithTheServersLastWords() throws IOException {
        EmbeddedPostgres.start(folder, PASSWORD).close();
        Files.writeString(folder.resolve("data/global/pg_control"), "damaged");

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, PASSWORD))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("The server's last words");
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedPostgres server, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
