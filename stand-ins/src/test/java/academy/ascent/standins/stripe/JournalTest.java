package academy.ascent.standins.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path folder;

    @Test
    void theLastStateOfEachKeySurvivesARestart() throws IOException {
        try (var journal = Journal.open(folder)) {
            journal.append(
                    List.of(new Entry.Delivery("a", 1, false, "refused"), new Entry.Delivery("b", 1, true, null)));
            journal.append(List.of(new Entry.Delivery("a", 2, true, null)));
        }
        try (var journal = Journal.open(folder)) {
            assertThat(journal.all(Entry.Delivery.class))
                    .containsExactly(new Entry.Delivery("a", 2, true, null), new Entry.Delivery("b", 1, true, null));
        }
    }

    @Test
    void aTornLastLineIsDroppedAndADamagedEarlierOneIsReported() throws IOException {
        try (var journal = Journal.open(folder)) {
            journal.append(List.of(new Entry.Delivery("a", 1, true, null)));
        }
        append("[{\"kind\":\"delivery\",\"key\":\"b\",\"atte");
        try (var journal = Journal.open(folder)) {
            assertThat(journal.all(Entry.Delivery.class)).containsExactly(new Entry.Delivery("a", 1, true, null));
        }
        append("nonsense\n[]\n");
        assertThatThrownBy(() -> Journal.open(folder)).hasMessageContaining("line 2 is damaged");
    }

    @Test
    void aFolderHasOneOwner() throws IOException {
        try (var _ = Journal.open(folder)) {
            assertThatThrownBy(() -> Journal.open(folder)).hasMessageContaining("used by another stand-in");
        }
    }

    private void append(String text) throws IOException {
        Files.writeString(folder.resolve("stripe.jsonl"), text, StandardOpenOption.APPEND);
    }
}
