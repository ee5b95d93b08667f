package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A terminal at which somebody types, and looks at what it shows. */
final class TypedTerminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Terminal terminal;
    private final StringBuffer seen = new StringBuffer();
    private volatile boolean hasEnded;

    TypedTerminal(Terminal terminal) {
        this.terminal = terminal;
        Thread.ofVirtual().start(this::look);
    }

    private void look() {
        byte[] some = new byte[4096];
        try {
            for (int read = terminal.screen().read(some);
                    read >= 0;
                    read = terminal.screen().read(some)) {
                seen.append(new String(some, 0, read, StandardCharsets.UTF_8));
            }
            hasEnded = true;
        } catch (IOException failed) {
            seen.append("The screen failed: ").append(failed);
        }
    }

    void type(String keys) {
        try {
            terminal.keyboard().write(keys.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void resize(int columns, int rows) {
        terminal.resize(new TerminalSize(columns, rows));
    }

    void awaitShown(String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen.toString()).contains(text));
    }

    /** Types a line again and again until something is shown. */
    void awaitAnswer(String line, String text) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            type(line + "\n");
            assertThat(seen.toString()).contains(text);
        });
    }

    void awaitEnd() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(hasEnded).as("%s", seen.toString()).isTrue());
    }

    @Override
    public void close() {
        terminal.close();
    }
}
