package academy.ascent.reference.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.registry.Entry.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryLogTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path folder;

    private int appended;

    @Test
    void readsAgainWhatItWrote() {
        List<Entry> written;
        String head;
        try (RegistryLog log = open()) {
            append(log, 3);
            written = entries(log);
            head = log.head();
        }
        try (RegistryLog log = open()) {
            assertThat(entries(log)).isEqualTo(written).hasSize(3);
            assertThat(log.head()).isEqualTo(head);
            assertThat(log.cutBytes()).isZero();
        }
    }

    @Test
    void chainsEachLineToTheOneBefore() throws IOException {
        givenEntries(2);

        List<String> lines = Files.readAllLines(file());

        assertThat(lines.get(0)).contains("\"previous\":\"" + "0".repeat(64) + "\"");
        assertThat(lines.get(1))
                .contains("\"previous\":\"" + Digests.of(lines.get(0).getBytes(UTF_8)) + "\"");
    }

    @Test
    void cutsOffALastLineWhereverItWasTorn() throws IOException {
        givenEntries(3);
        byte[] whole = Files.readAllBytes(file());
        int lastLine = new String(whole, ISO_8859_1).stripTrailing().lastIndexOf('\n') + 1;
        for (int length = lastLine; length < whole.length; length += 7) {
            Files.write(file(), Arrays.copyOf(whole, length));

            try (RegistryLog log = open()) {
                assertThat(entries(log)).hasSize(2);
                assertThat(log.cutBytes()).isEqualTo(length - lastLine);
                assertThat(Files.size(file())).isEqualTo(lastLine);
            }
        }
        try (RegistryLog log = open()) {
            append(log, 1);
        }
        try (RegistryLog log = open()) {
            assertThat(entries(log)).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void refusesALineThatWasChanged(int line) throws IOException {
        givenEntries(3);
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        lines.set(line - 1, lines.get(line - 1).replace("\"v" + line + "\"", "\"v9\""));
        Files.write(file(), lines);

        assertThatOpening().withMessageContaining("line " + line + ": the log has been changed: its own digest");
    }

    @Test
    void refusesALineThatWasChangedAndSealedAnew() throws IOException {
        givenEntries(2);
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        String body = lines.getFirst().replace("\"v1\"", "\"v9\"").replaceAll(",\"sha256\":.*", "");
        lines.set(0, body + ",\"sha256\":\"" + Digests.of(body.getBytes(UTF_8)) + "\"}");
        Files.write(file(), lines);

        assertThatOpening().withMessageContaining("line 2: the log has been changed: the digest of the line before");
    }

    @Test
    void refusesALogFromWhichALineIsGoneOrOutOfOrder() throws IOException {
        givenEntries(3);
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        Files.write(file(), List.of(lines.get(0), lines.get(2)));
        assertThatOpening().withMessageContaining("line 2");

        Files.write(file(), List.of(lines.get(1), lines.get(2)));
        assertThatOpening().withMessageContaining("line 1");

        Collections.swap(lines, 1, 2);
        Files.write(file(), lines);
        assertThatOpening().withMessageContaining("line 2");
    }

    @Test
    void refusesALineThatIsNone() throws IOException {
        givenEntries(1);
        Files.writeString(file(), "{}\n", StandardOpenOption.APPEND);

        assertThatOpening().withMessageContaining("line 2: the log has been changed");
    }

    @Test
    void belongsToOneServerAtATime() {
        try (RegistryLog log = open()) {
            append(log, 1);
            assertThatOpening().withMessageContaining("is used by another server");
        }
        open().close();
    }

    @Test
    void changesNothingWhereTheDiskIsFull() throws IOException {
        givenEntries(1);
        long size = Files.size(file());
        try (RegistryLog log = open()) {
            // A closed file refuses to be written, as a full disk does.
            log.close();

            assertThatExceptionOfType(LogNotWritten.class)
                    .isThrownBy(() -> append(log, 1))
                    .withMessageContaining("nothing has changed: make room");
            assertThat(Files.size(file())).isEqualTo(size);
        }
    }

    @Test
    void growsToItsBoundAndCanStillBeRead() {
        String text = "x".repeat(3 << 20);
        try (RegistryLog log = open()) {
            for (int i = 0; i < 5; i++) {
                log.append(NOW, "iris", "1", Event.PROMOTED, Optional.empty(), Map.of("text", text));
            }
            assertThatExceptionOfType(LogNotWritten.class)
                    .isThrownBy(
                            () -> log.append(NOW, "iris", "1", Event.PROMOTED, Optional.empty(), Map.of("text", text)))
                    .withMessageContaining("has reached 16 MiB");
        }
        try (RegistryLog log = open()) {
            assertThat(entries(log)).hasSize(5);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Event.class,
            names = {"HELD", "APPROVED"})
    void keepsItsLastPartForWhatChangesStages(Event event) {
        String text = "x".repeat(3 << 20);
        try (RegistryLog log = open()) {
            for (int i = 0; i < 4; i++) {
                log.append(NOW, "iris", "1", Event.HELD, Optional.empty(), Map.of("text", text));
            }
            assertThatExceptionOfType(LogNotWritten.class)
                    .isThrownBy(() -> log.append(NOW, "iris", "1", event, Optional.empty(), Map.of("text", text)))
                    .withMessageContaining("has reached 15 MiB");

            log.append(NOW, "iris", "1", Event.CHANGED, Optional.empty(), Map.of("text", text));
            log.append(NOW, "iris", "1", Event.RETIRED, Optional.empty(), Map.of());
        }
        try (RegistryLog log = open()) {
            assertThat(entries(log)).hasSize(6);
        }
    }

    @Test
    void refusesWhatWasAddedBehindTheSealOfTheLastLine() throws IOException {
        givenEntries(1);
        String line = Files.readString(file()).strip();
        Files.writeString(file(), line.substring(0, line.length() - 1) + ",\"also\":\"bob\"}\n");

        assertThatOpening().withMessageContaining("line 1: the log has been changed: its own digest");
    }

    @Test
    void tellsTheLatestEntriesOfAVersionFromTheDisk() {
        try (RegistryLog log = open()) {
            append(log, 4);
            assertThat(log.latest(2, _ -> true)).extracting(Entry::version).containsExactly("v3", "v4");
            assertThat(log.latest(2, line -> line.version().equals("v2")))
                    .extracting(Entry::sequence)
                    .containsExactly(2L);
        }
    }

    private RegistryLog open() {
        return RegistryLog.open(folder, _ -> {});
    }

    private static List<Entry> entries(RegistryLog log) {
        return log.latest(Integer.MAX_VALUE, _ -> true);
    }

    private void givenEntries(int count) {
        try (RegistryLog log = open()) {
            append(log, count);
        }
    }

    private void append(RegistryLog log, int count) {
        for (int i = 0; i < count; i++) {
            log.append(
                    NOW,
                    "iris",
                    "v" + ++appended,
                    Event.REGISTERED,
                    Optional.of("ann \"\u00e9\""),
                    Map.of("digest", "d", "share", 0.1, "lineage", Map.of("run", "r")));
        }
    }

    private ThrowableAssertAlternative<InvalidConfig> assertThatOpening() {
        return assertThatExceptionOfType(InvalidConfig.class).isThrownBy(() -> open().close());
    }

    private Path file() {
        return folder.resolve(RegistryLog.NAME);
    }
}
