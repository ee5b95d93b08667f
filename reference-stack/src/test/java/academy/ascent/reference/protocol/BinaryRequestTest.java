package academy.ascent.reference.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryRequestTest {
    private static final String TRUTHS =
            "{\"name\":\"x\",\"shape\":[2],\"datatype\":\"BOOL\"," + "\"parameters\":{\"binary_data_size\":2}}";
    private static final String NUMBER = "{\"name\":\"y\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[7]}";
    private static final String SHORT =
            "{\"parameters\":{\"binary_data_size\":2},\"datatype\":\"UINT16\"," + "\"shape\":[1],\"name\":\"z\"}";

    @Test
    void rawTensorsAndJsonTensorsStandInOneRequest() {
        InferRequest request = read(inputs(TRUTHS, NUMBER, SHORT), "01000201");

        assertThat(request.inputs()).extracting(tensor -> tensor.number(0)).containsExactly(1.0, 7.0, 258.0);
    }

    @Test
    void refusesBytesThatDoNotSumUp() {
        assertRefused(inputs(TRUTHS), "", "\"x\" has a binary_data_size of 2, but 0 bytes of binary data are left");
        assertRefused(inputs(TRUTHS, SHORT), "010101", "\"z\" has a binary_data_size of 2, but 1 bytes");
        assertRefused(inputs(TRUTHS), "010101", "1 bytes of binary data are left after the last input");
        assertRefused(inputs(NUMBER), "01", "1 bytes of binary data are left after the last input");
        assertRefused(inputs(TRUTHS.replace("[2]", "[3]")), "0101", "[3] of BOOL, which is 3 bytes, but 2 bytes came");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"2\"", "true", "9223372036854775808"})
    void refusesASizeThatIsNone(String size) {
        String tensor = TRUTHS.replace(":2}", ":" + size + "}");

        assertThatExceptionOfType(RejectedRequest.class).isThrownBy(() -> read(inputs(tensor), "0101"));
    }

    @Test
    void refusesASizeOfMoreThanThereCanBe() {
        assertRefused(inputs(TRUTHS.replace(":2}", ":9223372036854775807}")), "0101", "but 2 bytes of binary data");
    }

    @Test
    void refusesBothDataAndBytes() {
        String before = TRUTHS.replace("\"parameters\"", "\"data\":[true,true],\"parameters\"");
        String after = TRUTHS.substring(0, TRUTHS.length() - 1) + ",\"data\":[true,true]}";

        assertRefused(inputs(before), "0101", "\"x\" has both data and a binary_data_size");
        assertRefused(inputs(after), "0101", "\"x\" has both data and a binary_data_size");
    }

    @Test
    void refusesASizeWhereNoBytesFollow() {
        byte[] body = inputs(TRUTHS).getBytes(ISO_8859_1);

        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> InferRequestReader.read(body))
                .withMessageContaining("0 bytes of binary data are left")
                .withMessageContaining("Inference-Header-Content-Length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "", " 1", "1e1", "99", "99999999999999999999", "１"})
    void refusesALengthOfTheJsonThatIsNone(String length) {
        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> InferRequestReader.read(new byte[5], length, () -> BinaryRequests.MODEL))
                .withMessageContaining("must be the length of the JSON, a whole number from 0 to 5");
    }

    @Test
    void aBodyWithoutJsonIsTheModelsOnlyInput() {
        InferRequest request = raw("0000803f000000400000404000008040", input(Datatype.FP32, -1, 2));

        assertThat(request.inputs()).singleElement().satisfies(tensor -> {
            assertThat(tensor.name()).isEqualTo("in0");
            assertThat(tensor.shape()).containsExactly(2, 2);
            assertThat(tensor.number(3)).isEqualTo(4);
        });
        assertThat(BinaryAnswers.wanted(request)).isTrue();
    }

    @Test
    void aBodyWithoutJsonIsOneText() {
        InferRequest request = raw("343237", input(Datatype.BYTES, -1, 1));

        assertThat(request.inputs().getFirst().elements())
                .extracting(elements -> ((Elements.Texts) elements).values()[0])
                .isEqualTo("427");
    }

    @Test
    void refusesABodyWithoutJsonWhereItsMeaningIsNotSettled() {
        assertRawRefused("00000000", "does not settle", input(Datatype.FP16, -1, -1));
        assertRawRefused("", "does not settle", input(Datatype.FP32, -1, 0));
        assertRawRefused("0000", "which is 0 bytes, but 2 bytes came", input(Datatype.FP32, -1));
        assertRawRefused("00000000", "which is 8 bytes, but 4 bytes came", input(Datatype.FP32, 2));
        assertRawRefused("343237", "takes several texts, shape [-1,2]", input(Datatype.BYTES, -1, 2));
        assertRawRefused("ff", "is not UTF-8", input(Datatype.BYTES, 1));
        assertRawRefused(
                "00000000",
                "needs a model with one input; \"m\" has 2",
                input(Datatype.FP32, 1),
                input(Datatype.FP32, 1));
    }

    private static TensorMetadata input(Datatype datatype, long... shape) {
        return new TensorMetadata("in0", datatype, shape, List.of());
    }

    private static void assertRawRefused(String hex, String reason, TensorMetadata... inputs) {
        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> raw(hex, inputs))
                .withMessageContaining(reason);
    }

    private static InferRequest raw(String hex, TensorMetadata... inputs) {
        ModelMetadata model = new ModelMetadata("m", List.of("1"), "test", List.of(inputs), List.of());
        return InferRequestReader.read(HexFormat.of().parseHex(hex), "0", () -> model);
    }

    private static void assertRefused(String json, String hex, String reason) {
        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> read(json, hex))
                .withMessageContaining(reason);
    }

    private static InferRequest read(String json, String hex) {
        String raw = new String(HexFormat.of().parseHex(hex), ISO_8859_1);
        return InferRequestReader.read(
                (json + raw).getBytes(ISO_8859_1), Integer.toString(json.length()), () -> BinaryRequests.MODEL);
    }

    private static String inputs(String... inputs) {
        return "{\"inputs\":[" + String.join(",", inputs) + "]}";
    }
}
