package academy.ascent.reference.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawTensorsTest {
    @ParameterizedTest
    @CsvSource({
        "BOOL,   0100,             1, 0",
        "UINT8,  ff01,             255, 1",
        "INT8,   ff01,             -1, 1",
        "UINT16, feff0100,         65534, 1",
        "INT16,  feff0100,         -2, 1",
        "UINT32, feffffff01000000, 4294967294, 1",
        "INT32,  feffffff01000000, -2, 1",
        "UINT64, 00f8ffffffffffff0100000000000000, 18446744073709549568, 1",
        "INT64,  feffffffffffffff0100000000000000, -2, 1",
        "FP16,   003c00c4,         1, -4",
        "BF16,   803f80c0,         1, -4",
        "FP32,   0000803f000080c0, 1, -4",
        "FP64,   000000000000f03f00000000000010c0, 1, -4",
    })
    void numbersAreLittleEndian(Datatype datatype, String hex, double first, double second) {
        byte[] raw = HexFormat.of().parseHex(hex);
        long[] shape = {2};

        Tensor tensor = new Tensor("x", datatype, shape, RawTensors.read("x", datatype, shape, ByteBuffer.wrap(raw)));

        assertThat(tensor.number(0)).isEqualTo(first);
        assertThat(tensor.number(1)).isEqualTo(second);
        assertThat(RawTensors.write(tensor)).isEqualTo(raw);
    }

    @Test
    void aTextStandsAfterItsLength() {
        byte[] raw = HexFormat.of().parseHex("02000000c3a900000000");
        long[] shape = {2};

        Elements elements = RawTensors.read("x", Datatype.BYTES, shape, ByteBuffer.wrap(raw));

        assertThat(((Elements.Texts) elements).values()).containsExactly("é", "");
        assertThat(RawTensors.write(new Tensor("x", Datatype.BYTES, shape, elements)))
                .isEqualTo(raw);
    }

    @Test
    void allBytesAreTaken() {
        ByteBuffer raw = ByteBuffer.wrap(new byte[8]);

        RawTensors.read("x", Datatype.FP32, new long[] {2}, raw);

        assertThat(raw.hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FP32  | 00000000000000     | has the shape [2] of FP32, which is 8 bytes, but 7 bytes came",
                "FP32  | 000000000000000000 | has the shape [2] of FP32, which is 8 bytes, but 9 bytes came",
                "FP64  | 00                 | which is 16 bytes, but 1 bytes came",
                "BOOL  | 0002               | element 1 of BOOL is 2, not 0 or 1",
                "BYTES | 00000000           | has 2 elements of BYTES, each with its length in 4 bytes, but 4 bytes came",
                "BYTES | 0100000041000000   | element 1 of BYTES has no length",
                "BYTES | 0200000041000000   | element 1 of BYTES has no length",
                "BYTES | 0500000041000000   | element 0 of BYTES has the length 5, but 4 bytes are left",
                "BYTES | ffffffff41000000   | element 0 of BYTES has the length 4294967295, but 4 bytes are left",
                "BYTES | 000000000000000041 | has 1 bytes left after its 2 elements",
                "BYTES | 01000000ff00000000 | element 0 of BYTES is not UTF-8",
            })
    void refusesBytesThatAreNotTheTensor(Datatype datatype, String hex, String reason) {
        ByteBuffer raw = ByteBuffer.wrap(HexFormat.of().parseHex(hex));

        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> RawTensors.read("input \"x\"", datatype, new long[] {2}, raw))
                .withMessageStartingWith("input \"x\"")
                .withMessageContaining(reason);
    }

    @Test
    void refusesAShapeThatIsNone() {
        assertShapeRefused("shape[1] must be a whole number from 0 to 2147483647", 2, -1);
        assertShapeRefused("shape[0] must be a whole number", 1L << 31);
        assertShapeRefused("more elements than the request can hold", 1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 30);
        assertShapeRefused("more elements than the request can hold", 1L << 30, 2);
        assertShapeRefused("has more than 8 dimensions", 1, 1, 1, 1, 1, 1, 1, 1, 1);
    }

    private static void assertShapeRefused(String reason, long... shape) {
        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> RawTensors.read("x", Datatype.UINT8, shape, ByteBuffer.allocate(4)))
                .withMessageContaining(reason);
    }

    @Test
    void aSizeOfZeroMakesATensorWithoutElementsAndNoSizesOneElement() {
        assertThat(RawTensors.read("x", Datatype.FP64, new long[] {1 << 30, 1 << 30, 0}, ByteBuffer.allocate(0))
                        .count())
                .isZero();
        assertThat(RawTensors.read("x", Datatype.FP64, new long[0], ByteBuffer.allocate(8))
                        .count())
                .isOne();
        assertThat(RawTensors.read("x", Datatype.BYTES, new long[] {0}, ByteBuffer.wrap("".getBytes(UTF_8)))
                        .count())
                .isZero();
    }
}
