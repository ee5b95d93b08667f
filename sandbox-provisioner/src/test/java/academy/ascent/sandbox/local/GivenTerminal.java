package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.until;

import academy.ascent.sandbox.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Types into a terminal and reads what it shows. */
final class GivenTerminal implements AutoCloseable {
    private final Terminal terminal;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Thread reader;

    GivenTerminal(Terminal terminal) {
        this.terminal = terminal;
        this.reader = Thread.ofPlatform().daemon().name("screen").start(this::read);
    }

    private void read() {
        byte[] chunk = new byte[4096];
        try (InputStream screen = terminal.screen()) {
            for (int read = screen.read(chunk); read >= 0; read = screen.read(chunk)) {
                synchronized (shown) {
                    shown.write(chunk, 0, read);
                }
            }
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    /** Everything that was shown so far, with what was typed. */
    String shown() {
        synchronized (shown) {
            return shown.toString(StandardCharsets.UTF_8);
        }
    }

    void type(String keys) throws IOException {
        byte[] message = ("\n" + keys).getBytes(StandardCharsets.UTF_8);
        terminal.keyboard().write(message, 1, message.length - 1);
    }

    void resize(academy.ascent.sandbox.TerminalSize size) {
        terminal.resize(size);
    }

    /** Runs a command and waits until a line that it prints shows. */
    void run(String command, String line) throws IOException {
        type(command + "\n");
        shows(line);
    }

    /** Waits for a line. */
    void shows(String line) {
        try {
            until(() -> shown().lines().anyMatch(one -> one.strip().equals(line)));
        } catch (org.awaitility.core.ConditionTimeoutException never) {
            throw new AssertionError("No line \"" + line + "\" in:\n" + shown(), never);
        }
    }

    /** Whether the screen ends within a time. */
    boolean ends(Duration within) throws InterruptedException {
        return reader.join(within);
    }

    @Override
    public void close() {
        terminal.close();
    }
}
