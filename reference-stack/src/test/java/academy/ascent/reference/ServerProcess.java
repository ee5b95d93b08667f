package academy.ascent.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The packaged server as a process of its own. */
final class ServerProcess implements AutoCloseable {
    static final Path TARGET = Path.of("target").toAbsolutePath();

    private final Process process;
    private final BufferedReader out;
    private final List<String> beforeReady = new ArrayList<>();

    private ServerProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(UTF_8);
    }

    /** Starts it as it is meant to be started, through {@code prefix} where that is not empty. */
    static ServerProcess start(Path folder, Path temporary, String... prefix) throws IOException {
        List<String> command = new ArrayList<>(List.of(prefix));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + TARGET.resolve("lib/jvm.options"),
                "-Xmx64m",
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                TARGET.resolve("reference-stack.jar").toString(),
                "serve",
                folder.toString()));
        return new ServerProcess(new ProcessBuilder(command).start());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until it says that it is ready, which need not be the first that it says; returns that line. */
    String awaitReady() throws IOException {
        // Else it would be waited for without end.
        var ended = CompletableFuture.runAsync(
                process.toHandle()::destroyForcibly, CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains("\"event\":\"ready\"")) {
                ended.cancel(false);
                return line;
            }
            beforeReady.add(line);
        }
        // Not by the process itself, which would close its streams.
        process.toHandle().destroyForcibly();
        throw new IllegalStateException("not ready but: " + beforeReady + errors());
    }

    /** What it said before it was ready. */
    List<String> beforeReady() {
        return beforeReady;
    }

    String errors() throws IOException {
        return new String(process.getErrorStream().readAllBytes(), UTF_8);
    }

    String restOfOutput() throws IOException {
        return out.readAllLines().toString();
    }

    /** Through its handle: {@link Process#destroy} would close its output too, which is still to be read. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Lets no file that it writes become greater, as if its disk were full; null for no limit. */
    void limitFiles(@Nullable Long bytes) throws IOException, InterruptedException {
        String limit = "--fsize=" + (bytes == null ? "unlimited" : bytes) + ":";
        int exit = new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), limit)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("prlimit ended with " + exit);
        }
    }

    /** Sends it SIGHUP; skips the test where whoever started it keeps that off, as nohup does. */
    void hangUp() throws IOException, InterruptedException {
        String ignored = Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        assumeThat(Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16) & 1)
                .as("whether hang-ups are ignored by whatever is started here")
                .isZero();
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("it does not end");
        }
        return process.exitValue();
    }

    /** The greatest resident size so far, in KiB; Linux only. */
    int peakResidentKib() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmHWM:")) {
                return Integer.parseInt(line.replaceAll("\\D", ""));
            }
        }
        throw new IllegalStateException("no VmHWM");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
