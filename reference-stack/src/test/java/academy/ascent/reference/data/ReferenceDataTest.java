package academy.ascent.reference.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.config.InvalidConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceDataTest {
    private static final int MOST_ROWS = 4;

    @TempDir
    private Path folder;

    @Test
    void tellsNumbersFromTextByWhatTheColumnHolds() throws IOException {
        ReferenceData data = read("age,plan,note\n31,basic,\n-1.5e3,\"pro, yearly\",7\n,nan,\"line\nbreak\"\n");

        assertThat(data.rows()).isEqualTo(3);
        assertThat(data.numbers("age").values()).containsExactly(31, -1500, Double.NaN);
        assertThat(data.required("plan")).isInstanceOfSatisfying(Column.Texts.class, plan -> {
            assertThat(plan.values()).containsExactly("basic", "pro, yearly", "");
            assertThat(plan.textLine()).isEqualTo(2);
        });
        assertThat(data.required("note")).isInstanceOfSatisfying(Column.Texts.class, note -> {
            assertThat(note.values()).containsExactly("", "7", "line\nbreak");
            assertThat(note.textLine()).isEqualTo(4);
        });
        assertThat(data.column("income")).isEmpty();
    }

    @Test
    void readsWhatSpreadsheetsWrite() throws IOException {
        assertThat(read("\uFEFFage\r\n1\r\n2\r\n").numbers("age").values()).containsExactly(1, 2);
    }

    @Test
    void doesNotTakeJavasOwnSpellingForANumber() throws IOException {
        assertThat(read("a,b,c\n1d,0x1p3,1f\n").columns())
                .allSatisfy(column -> assertThat(column).isInstanceOf(Column.Texts.class));
    }

    @Test
    void namesTheLineWhereAColumnStopsHoldingNumbers() throws IOException {
        ReferenceData data = read("age\n1\n2\nthree\n4\n");

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> data.numbers("age"))
                .withMessageContaining("line 4: column \"age\" holds text");
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> data.numbers("income"))
                .withMessageContaining("has no column \"income\"; it has [age]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                  | is empty",
                "a,b\\n              | no row below its header",
                "a,a\\n1,2           | line 1: two columns have the name \"a\"",
                "a,\\n1,2            | line 1: column 2 has no name",
                "a,b\\n1,2\\n1       | line 3: has 1 cells, but the header names 2 columns",
                "a,b\\n1,2,3         | line 2: has 3 cells, but the header names 2 columns",
                "a\\n1\\n1e999       | line 3: column \"a\" holds an infinite number",
                "a\\n-inf            | line 2: column \"a\" holds an infinite number",
                "a\\n1\\n2\\n3\\n4\\n5 | line 6: has more than 4 rows",
                "a\\n1\\n\"2         | is no CSV within bounds",
            })
    void refusesAFaultWhereItStands(String content, String reason) {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> read(content.replace("\\n", "\n")))
                .withMessageStartingWith(folder.resolve("data.csv").toString())
                .withMessageContaining(reason);
    }

    @Test
    void refusesACellWithoutEnd() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> read("a\n" + "1".repeat(100_000)))
                .withMessageContaining("is no CSV within bounds");
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> read(new byte[] {'a', '\n', (byte) 0xff}))
                .withMessageContaining("is not UTF-8");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> ReferenceData.read(folder.resolve("none.csv"), MOST_ROWS))
                .withMessageContaining("cannot be read");
    }

    private ReferenceData read(String content) throws IOException {
        return read(content.getBytes(UTF_8));
    }

    private ReferenceData read(byte[] content) throws IOException {
        return ReferenceData.read(Files.write(folder.resolve("data.csv"), content), MOST_ROWS);
    }
}
