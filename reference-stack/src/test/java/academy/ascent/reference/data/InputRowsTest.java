package academy.ascent.reference.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InputRowsTest {
    @TempDir
    private Path folder;

    @Test
    void findsColumnsByTheNamesThatTheInputDeclares() throws IOException {
        InputRows rows = InputRows.of(
                data("b,note,a\n1,x,2\n3,y,4\n5,z,6\n"),
                List.of(new TensorMetadata("in", Datatype.FP32, new long[] {-1, 2}, List.of("a", "b"))),
                List.of());

        assertThat(rows.columns()).containsExactly("a", "b");
        assertThat(rows.count()).isEqualTo(3);
        Tensor tensor = rows.tensors(new int[] {2, 0}).getFirst();
        assertThat(tensor.shape()).containsExactly(2, 2);
        assertThat(((Elements.Floats) tensor.elements()).values()).containsExactly(6, 5, 2, 1);
    }

    @Test
    void givesEveryInputOfOneColumnItsOwn() throws IOException {
        InputRows rows = InputRows.of(
                data("age,plan\n30,pro\n,\n"),
                List.of(
                        new TensorMetadata("plan", Datatype.BYTES, new long[] {-1, 1}, List.of()),
                        new TensorMetadata("age", Datatype.FP64, new long[] {-1}, List.of())),
                List.of());

        List<Tensor> tensors = rows.tensors(new int[] {0, 1});

        assertThat(((Elements.Texts) tensors.get(0).elements()).values()).containsExactly("pro", "");
        assertThat(tensors.get(1).shape()).containsExactly(2);
        assertThat(((Elements.Doubles) tensors.get(1).elements()).values()).containsExactly(30, Double.NaN);
    }

    @Test
    void takesTheColumnsThatTheConfigurationNames() throws IOException {
        TensorMetadata input = new TensorMetadata("in", Datatype.FP32, new long[] {-1, 2}, List.of());

        assertThat(InputRows.of(data("a,b,c\n1,2,3\n"), List.of(input), List.of("c", "a"))
                        .columns())
                .containsExactly("c", "a");
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> InputRows.of(data("a,b,c\n1,2,3\n"), List.of(input), List.of()))
                .withMessageContaining("takes 2 columns, but there are 3");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"BYTES", "BF16", "BOOL"},
            mode = EnumSource.Mode.EXCLUDE)
    void holdsTheSameNumbersInEveryDatatype(Datatype datatype) throws IOException {
        Tensor tensor = only(datatype, "a\n3\n100\n");

        assertThat(tensor.number(0)).isEqualTo(3);
        assertThat(tensor.number(1)).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "BOOL, 2",
        "UINT8, 256",
        "UINT8, -1",
        "INT8, 128",
        "UINT16, 65536",
        "INT16, -32769",
        "UINT32, 4294967296",
        "INT32, 2147483648",
        "UINT64, -1",
        "INT64, 9007199254740994",
        "INT64, 1.5",
        "INT32, nan",
        "FP16, 70000",
        "FP32, 1e39",
        "BF16, 1",
    })
    void refusesACellThatTheDatatypeCannotHold(Datatype datatype, String cell) {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> only(datatype, "a\n1\n" + cell + "\n"))
                .withMessageContaining("column \"a\"")
                .withMessageContaining("does not fit the input \"a\" of " + datatype);
    }

    @Test
    void refusesNumbersForText() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> only(Datatype.BYTES, "a\n1\n"))
                .withMessageContaining("holds numbers only, but the model takes text");
    }

    private Tensor only(Datatype datatype, String content) throws IOException {
        ReferenceData data = data(content);
        TensorMetadata input = new TensorMetadata("a", datatype, new long[] {-1, 1}, List.of());
        return InputRows.of(data, List.of(input), List.of())
                .tensors(new int[] {0, 1})
                .getFirst();
    }

    private ReferenceData data(String content) throws IOException {
        return ReferenceData.read(Files.writeString(folder.resolve("data.csv"), content), 1000);
    }
}
