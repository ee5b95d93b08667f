package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.SERVE;
import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.only;
import static academy.ascent.sandbox.local.GivenSandboxes.output;
import static academy.ascent.sandbox.local.GivenSandboxes.ready;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.TerminalSize;
import academy.ascent.sandbox.TypedTerminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A machine with something to attack, and sandboxes to attack it from. */
final class SafetyWorld implements AutoCloseable {
    static final String SECRET = "ascent-test-password";

    private final GivenSandboxes given;
    private final Path database;
    private final ServerSocket server;
    private final Process victim;
    private final String abstractSocket = "ascent-test-" + UUID.randomUUID();
    private final Process listener;
    private @Nullable Sandbox another;

    private SafetyWorld(Path folder) throws IOException {
        given = GivenSandboxes.on(folder);
        Path state = Folders.createPrivate(folder.resolve("state"));
        database = Files.writeString(state.resolve("pg_control"), "rows of everybody");
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ProcessBuilder sleeping = new ProcessBuilder("sleep", "1000");
        sleeping.environment().put("DATABASE_PASSWORD", SECRET);
        victim = sleeping.start();
        listener = new ProcessBuilder("socat", "ABSTRACT-LISTEN:" + abstractSocket + ",fork", "OPEN:/dev/null").start();
    }

    static SafetyWorld in(Path folder) throws IOException {
        return new SafetyWorld(folder);
    }

    /** A sandbox of its own for each attempt. */
    Sandbox open() throws IOException {
        return given.open();
    }

    Path database() {
        return database;
    }

    int port() {
        return server.getLocalPort();
    }

    Process victim() {
        return victim;
    }

    String abstractSocket() {
        return abstractSocket;
    }

    /** Seconds that nobody else sleeps. */
    String mark() {
        return "98765." + ThreadLocalRandom.current().nextInt(100_000, 1_000_000);
    }

    /** Where the server of another sandbox answers. */
    Path socketOfAnother() throws IOException {
        return ((Endpoint.UnixSocket) ready(another(), "theirs", 1).getFirst()).socket();
    }

    String nameOfAnother() throws IOException {
        return another().name().value();
    }

    /** A sandbox with a Service, {@code theirs}, that tells the secret. */
    private Sandbox another() throws IOException {
        Sandbox there = another;
        if (there == null) {
            there = open();
            String telling = "export ANSWER=" + SECRET + "; " + SERVE;
            String probe = "readinessProbe: {httpGet: {port: 8080}, periodSeconds: 1}";
            admitted(there.apply(app("theirs", 1, telling, probe)));
            ready(there, "theirs", 1);
            another = there;
        }
        return there;
    }

    /** Asks hosts, one after the other, for the secret. */
    static String asking(String... hosts) {
        return "for host in " + String.join(" ", hosts) + "; do printf 'GET / HTTP/1.1\\r\\n\\r\\n'"
                + " | socat -t 0 -,ignoreeof TCP4:$host:80 2>/dev/null; done | grep -q " + SECRET;
    }

    /** Tries a command in one sandbox that succeeds in another one. */
    void failsInAnother(String command) throws IOException {
        Sandbox other = another();
        admitted(other.apply(app("friend", 1, "until " + command + "; do sleep 0.1; done; echo yes; sleep 1000", "")));
        until(() -> other.logs("friend-2", 1).contains("yes"));
        fails(command);
    }

    /** Tries a command inside of a sandbox and, to know that there is something to try, outside of any. */
    void failsOnlyInside(String command) throws IOException {
        until(() -> succeedsOutside(command));
        fails(command);
    }

    private static boolean succeedsOutside(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("/bin/sh", "-c", command).start().waitFor() == 0;
    }

    /** Tries a command as a replica's program and in a terminal beside it. */
    void fails(String command) throws IOException {
        try (Sandbox sandbox = open()) {
            String attempt = "if " + command + "; then echo succeeded; else echo failed; fi";
            assertThat(output(sandbox, attempt)).containsExactly("failed");
            until(() -> only(sandbox).ready());
            try (TypedTerminal terminal =
                    new TypedTerminal(sandbox.terminal(only(sandbox).name(), TerminalSize.USUAL))) {
                terminal.run("(" + attempt + "); echo the end", "the end");
                assertThat(terminal.shown().lines().map(String::strip))
                        .contains("failed")
                        .doesNotContain("succeeded");
            }
        }
    }

    @Override
    public void close() throws IOException {
        given.close();
        victim.destroyForcibly();
        listener.descendants().forEach(ProcessHandle::destroyForcibly);
        listener.destroyForcibly();
        server.close();
    }
}
