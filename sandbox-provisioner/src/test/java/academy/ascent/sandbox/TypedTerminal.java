package academy.ascent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A terminal at which somebody types, and looks at what it shows. */
public final class TypedTerminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Terminal terminal;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private volatile boolean hasEnded;

    public TypedTerminal(Terminal terminal) {
        this.terminal = terminal;
        Thread.ofPlatform().daemon().name("screen").start(this::read);
    }

    private void read() {
        byte[] chunk = new byte[4096];
        try (InputStream screen = terminal.screen()) {
            for (int read = screen.read(chunk); read >= 0; read = screen.read(chunk)) {
                synchronized (shown) {
                    shown.write(chunk, 0, read);
                }
            }
            hasEnded = true;
        } catch (IOException broken) {
            shown.writeBytes(("The screen failed: " + broken).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Everything that was shown so far, with what was typed. */
    public String shown() {
        synchronized (shown) {
            return shown.toString(StandardCharsets.UTF_8);
        }
    }

    /** Types some characters, which are a part of the array that is handed over. */
    public void type(String keys) {
        byte[] message = ("\n" + keys).getBytes(StandardCharsets.UTF_8);
        try {
            terminal.keyboard().write(message, 1, message.length - 1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public void resize(TerminalSize size) {
        terminal.resize(size);
    }

    /** Runs a command and waits until a line that it prints shows. */
    public void run(String command, String line) {
        type(command + "\n");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(shown().lines().map(String::strip)).contains(line));
    }

    public void awaitShown(String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(shown()).contains(text));
    }

    /** Types a line again and again until something is shown. */
    public void awaitAnswer(String line, String text) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            type(line + "\n");
            assertThat(shown()).contains(text);
        });
    }

    public void awaitEnd(Duration within) {
        await().atMost(within)
                .untilAsserted(() -> assertThat(hasEnded).as("%s", shown()).isTrue());
    }

    @Override
    public void close() {
        terminal.close();
    }
}
