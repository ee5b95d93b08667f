package academy.ascent.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Exposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final InstantSource LATER = () -> START.plusSeconds(60);

    @TempDir
    private Path folder;

    private final Reloads reloads = new Reloads(START);
    private final ByteArrayOutputStream events = new ByteArrayOutputStream();
    private int taken;
    private ConfigWatch watch;

    @BeforeEach
    void givenAFile() throws IOException {
        write("models: a");
        watch = watching(() -> taken++);
    }

    @Test
    void anUnchangedFileIsNotReadAgain() throws Exception {
        look(3);

        assertThat(taken).isZero();
    }

    @Test
    void aChangedFileIsReadOnceItStandsStill() throws Exception {
        write("models: b");
        look(1);
        assertThat(taken).isZero();
        write("models: bb");
        look(1);
        assertThat(taken).isZero();
        look(3);

        assertThat(taken).isOne();
        assertThat(page()).contains("ascent_config_reloads_total{result=\"applied\"} 1");
        assertThat(answer()).contains("\"in_force_since\":\"2026-01-01T00:01:00Z\"", "\"result\":\"applied\"");
    }

    @Test
    void aFileWithAnotherDateAndTheSameContentIsNotReadAgain() throws Exception {
        write("models: a");
        look(3);

        assertThat(taken).isZero();
    }

    @Test
    void aFileSwappedThroughALinkIsRead() throws Exception {
        Files.createDirectory(folder.resolve("one"));
        Files.createDirectory(folder.resolve("two"));
        Files.writeString(folder.resolve("one/serving.yaml"), "models: a");
        Files.writeString(folder.resolve("two/serving.yaml"), "models: b");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("one"));
        Files.delete(folder.resolve("serving.yaml"));
        Files.createSymbolicLink(folder.resolve("serving.yaml"), Path.of("..data/serving.yaml"));
        look(3);
        assertThat(taken).isZero();

        Files.createSymbolicLink(folder.resolve("..next"), Path.of("two"));
        Files.move(folder.resolve("..next"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        look(2);

        assertThat(taken).isOne();
    }

    @Test
    void aRefusedFileIsToldOnceAndNotTriedAgain() throws Exception {
        watch = watching(() -> {
            taken++;
            throw InvalidConfig.at(folder.resolve("serving.yaml"), 7, "is wrong; mend it");
        });
        write("models: b");
        look(5);

        assertThat(taken).isOne();
        assertThat(page()).contains("ascent_config_reloads_total{result=\"refused\"} 1");
        assertThat(answer())
                .contains("\"in_force_since\":\"2026-01-01T00:00:00Z\"", "\"result\":\"refused\"", "line 7: is wrong");
        assertThat(events.toString(UTF_8)).contains("config-refused", "line 7: is wrong; mend it");
    }

    @Test
    void aBreakageIsRefusedWithoutATrace() throws Exception {
        watch = watching(() -> {
            throw new IllegalStateException("secret");
        });
        look(0);
        watch.look(true);

        assertThat(answer()).contains("refused").doesNotContain("secret");
        assertThat(events.toString(UTF_8)).contains("secret");
    }

    @Test
    void whatLiesBeyondTheGreatestSizeIsNotRead() throws Exception {
        write("#".repeat(2 << 20));
        look(2);
        assertThat(taken).isOne();
        write("#".repeat(3 << 20));
        look(3);

        assertThat(taken).isOne();
    }

    @Test
    void aFileThatVanishesIsTold() throws Exception {
        Files.delete(folder.resolve("serving.yaml"));
        look(2);

        assertThat(taken).isOne();
    }

    @Test
    void whoTellsItToReadIsNotKeptWaiting() throws Exception {
        watch.look(true);

        assertThat(taken).isOne();
    }

    @Test
    void theAddressAnswersGetOnly() {
        assertThat(reloads.answer(new Request("POST", "", Map.of(), Map.of(), new byte[0]))
                        .status())
                .isEqualTo(405);
        assertThat(reloads.answer(new Request("GET", "x", Map.of(), Map.of(), new byte[0]))
                        .status())
                .isEqualTo(404);
    }

    private ConfigWatch watching(ConfigWatch.Target target) {
        return new ConfigWatch(
                folder, target, reloads, new EventLog(new PrintStream(events, true, UTF_8), LATER), LATER);
    }

    private void write(String content) throws IOException {
        Files.writeString(folder.resolve("serving.yaml"), content);
    }

    private void look(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            watch.look(false);
        }
    }

    private String answer() {
        return new String(
                reloads.answer(new Request("GET", "", Map.of(), Map.of(), new byte[0]))
                        .body(),
                UTF_8);
    }

    private String page() {
        Exposition page = new Exposition();
        reloads.write(page);
        return page.toString();
    }
}
