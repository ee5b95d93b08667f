package academy.ascent.platform;

import academy.ascent.platform.database.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A fresh database on a real PostgreSQL server: a container where a Docker engine answers, the embedded server elsewhere. One
 * server serves the whole test run, which says once which it is.
 */
record TestDatabase(String url, String user, String password) {
    private static final AtomicInteger COUNT = new AtomicInteger();

    static TestDatabase create() {
        var server = Server.INSTANCE;
        var name = "test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        try (var connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        var url = server.url().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
        return new TestDatabase(url, server.user(), server.password());
    }

    private static final class Server {
        static final TestDatabase INSTANCE = start();

        private static TestDatabase start() {
            if (DockerClientFactory.instance().isDockerAvailable()) {
                System.out.println("Tests run on PostgreSQL in a container.");
                var container = new PostgreSQLContainer("postgres:18");
                container.start();
                return new TestDatabase(container.getJdbcUrl(), container.getUsername(), container.getPassword());
            }
            System.out.println("Tests run on the embedded PostgreSQL (no Docker engine answers).");
            return embedded();
        }

        private static TestDatabase embedded() {
            try {
                var folder = Files.createTempDirectory("ascent-test-postgres");
                var server = EmbeddedPostgres.start(folder, "only for tests");
                Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                    server.close();
                    delete(folder);
                }));
                return new TestDatabase(server.jdbcUrl(), server.user(), server.password());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void delete(Path folder) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
