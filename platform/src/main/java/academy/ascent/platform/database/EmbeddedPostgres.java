package academy.ascent.platform.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server of our own folder, with durable settings and a password, on loopback only.
 *
 * <p>A server that outlived its platform process (killed with SIGKILL) is stopped before a new one is started.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USER = "ascent";
    private static final String DATABASE = "postgres";

    private final Path data;
    private final int port;
    private final String password;

    private EmbeddedPostgres(Path data, int port, String password) {
        this.data = data;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts the server, after making its folder if there is none.
     *
     * @param folder holds the data folder {@code data} and the server's log
     * @param password of the user {@code ascent}; must stay the same for a folder
     * @throws DatabaseException if the folder is of another version, damaged, or the server does not come up
     */
    public static EmbeddedPostgres start(Path folder, String password) {
        var data = folder.resolve("data");
        try {
            Files.createDirectories(folder);
            if (!Files.exists(data)) {
                initialise(folder, data, password);
            }
            refuseOtherVersion(data);
            stopOrphan(data);
            var port = freePort();
            var log = folder.resolve("server.log");
            run(
                    log,
                    "pg_ctl",
                    "start",
                    "-w",
                    "-t",
                    "" + PATIENCE.toSeconds(),
                    "-s",
                    "-D",
                    data.toString(),
                    "-l",
                    log.toString(),
                    "-o",
                    "-p " + port);
            return new EmbeddedPostgres(data, port, password);
        } catch (IOException e) {
            throw new DatabaseException("Cannot prepare the database folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * The server that another process started on this folder; it must not be closed by us.
     *
     * @throws DatabaseException if none runs
     */
    public static EmbeddedPostgres running(Path folder, String password) {
        var data = folder.resolve("data");
        try {
            // Line 4 of the file holds the port (PostgreSQL, src/include/utils/pidfile.h).
            var port = Integer.parseInt(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(3).strip());
            return new EmbeddedPostgres(data, port, password);
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            throw new DatabaseException(
                    "The database of " + folder + " is just being started or stopped. Try again in a moment.", e);
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    @Override
    public void close() {
        stop(data);
    }

    /** Stops the server of a folder whoever started it; does nothing if none runs. */
    public static void stopOrphan(Path data) throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        if (isServerOf(pid, data)) {
            stop(data);
            return;
        }
        Files.deleteIfExists(pidFile);
    }

    /** A process number may have been given to another program since: only a server of this very folder counts. */
    private static boolean isServerOf(long pid, Path data) {
        return ProcessHandle.of(pid)
                .map(ProcessHandle::info)
                .filter(info -> info.command().orElse("").endsWith("/postgres"))
                .map(info ->
                        String.join(" ", info.arguments().orElse(new String[0])).contains(data.toString()))
                .orElse(false);
    }

    private static void stop(Path data) {
        run(data.resolveSibling("server.log"), "pg_ctl", "stop", "-w", "-s", "-m", "fast", "-D", data.toString());
    }

    /** Made beside and renamed at the end, so that an interrupted start leaves no half-made database. */
    private static void initialise(Path folder, Path data, String password) throws IOException {
        var fresh = folder.resolve("data.new");
        if (Files.exists(fresh)) {
            PostgresBinaries.deleteTree(fresh);
        }
        var secret = Files.createTempFile(folder, "initdb", "");
        try {
            Files.writeString(secret, password);
            run(
                    folder.resolve("initdb.log"),
                    "initdb",
                    "-D",
                    fresh.toString(),
                    "-U",
                    USER,
                    "--pwfile=" + secret,
                    "--auth=scram-sha-256",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--data-checksums");
        } finally {
            Files.deleteIfExists(secret);
        }
        Files.writeString(fresh.resolve("postgresql.auto.conf"), """
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                max_connections = 60
                shared_buffers = 64MB
                log_min_messages = warning
                """);
        Files.move(fresh, data);
    }

    private static void refuseOtherVersion(Path data) throws IOException {
        var version = data.resolve("PG_VERSION");
        if (!Files.exists(version)) {
            throw new DatabaseException(
                    "The database folder " + data
                            + " holds no PostgreSQL data (PG_VERSION is missing). Restore it from a backup, or move it away to begin anew.");
        }
        var found = Files.readString(version).strip();
        if (!found.equals("18")) {
            throw new DatabaseException(
                    "The database folder " + data + " was made by PostgreSQL " + found
                            + "; this version of Ascent runs PostgreSQL 18. Dump it with the old version and load it into a new folder.");
        }
    }

    private static void run(Path log, String tool, String... arguments) {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name")) && isLinux()) {
            // The server refuses to run as root; in a user namespace of its own it is an unprivileged user.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(PostgresBinaries.unpacked().resolve("bin").resolve(tool).toString());
        command.addAll(List.of(arguments));
        try {
            var output = Files.createTempFile("ascent-" + tool, ".log");
            try {
                var process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .start();
                if (!process.waitFor(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new DatabaseException(
                            tool + " did not end within " + PATIENCE.toSeconds() + " s. See " + log);
                }
                if (process.exitValue() != 0) {
                    throw new DatabaseException(
                            tool + " failed: " + Files.readString(output).strip() + tail(log));
                }
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new DatabaseException("Cannot run " + tool + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("Interrupted while running " + tool, e);
        }
    }

    private static String tail(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        var lines = Files.readAllLines(log);
        return "\nThe server's last words (" + log + "):\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
