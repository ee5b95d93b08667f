package academy.ascent.reference.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimpleInferReaderProperties {
    private static final String USUAL = """
            {"id": "7", "inputs":[{"name":"x","shape":[2,3],"datatype":"FP32","data":[[1,-2.5,3e-2],[0.1,12345678.9,1e10]]},
             {"name":"y","datatype":"INT64","shape":[2],"data":[9007199254740993,-4]}],
             "parameters":{"region":"eu","binary_data_output":false},
             "outputs":[{"name":"p","parameters":{"binary_data":false}},{"name":"q"}]}""";

    @Test
    void readsTheUsualForm() {
        assertThat(SimpleInferReader.read(USUAL.getBytes(UTF_8), USUAL.length()))
                .isPresent();
        assertAgrees(USUAL);
    }

    @Test
    void leavesManyTensorsToTheCompleteReader() {
        for (String given : List.of(withInputs(64), withOutputs(64))) {
            assertAgrees(given);
            assertThat(SimpleInferReader.read(given.getBytes(UTF_8), given.length()))
                    .isPresent();
        }
        for (String given : List.of(withInputs(65), withOutputs(65))) {
            assertThat(SimpleInferReader.read(given.getBytes(UTF_8), given.length()))
                    .isEmpty();
        }
    }

    private static String withInputs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"name\":\"x" + i + "\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}")
                .collect(Collectors.joining(",", "{\"inputs\":[", "]}"));
    }

    private static String withOutputs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"name\":\"y" + i + "\"}")
                .collect(Collectors.joining(",", withInputs(1).replaceFirst("}$", ",\"outputs\":["), "]}"));
    }

    @Property
    void floatsAreTheNearestOnes(@ForAll("numbers") String text) {
        assertAgrees(request("FP32", List.of(text)));
        assertAgrees(request("FP64", List.of(text)));
        assertAgrees(request("INT64", List.of(text)));
    }

    @Property
    void everyFloatComesBackAsItself(@ForAll float value) {
        String text = request("FP32", List.of(Float.toString(value)));
        assertAgrees(text);
    }

    @Property
    void numbersBesideTheMiddleOfTwoFloatsAreRoundedRightly(
            @ForAll @IntRange(min = 0x3f000000, max = 0x4f000000) int bits) {
        double middle = ((double) Float.intBitsToFloat(bits) + Float.intBitsToFloat(bits + 1)) / 2;
        for (double value : new double[] {middle, Math.nextUp(middle), Math.nextDown(middle)}) {
            assertAgrees(request("FP32", List.of(Double.toString(value))));
        }
    }

    @Property
    void agreesWithTheCompleteReaderOnWhateverItTakes(
            @ForAll @IntRange(min = 0, max = 400) int place, @ForAll("pieces") String piece, @ForAll boolean replace) {
        int start = Math.min(place, USUAL.length() - 1);
        assertAgrees(USUAL.substring(0, start) + piece + USUAL.substring(replace ? start + 1 : start));
    }

    @Property
    void agreesOnTruncatedRequests(@ForAll @IntRange(min = 0, max = 400) int length) {
        assertAgrees(USUAL.substring(0, Math.min(length, USUAL.length())));
    }

    /** Where the short way answers, the complete reader answers the same. */
    private static void assertAgrees(String text) {
        byte[] body = text.getBytes(UTF_8);
        Optional<InferRequest> simple = SimpleInferReader.read(body, body.length);
        if (simple.isPresent()) {
            assertThat(shown(simple.get())).isEqualTo(shown(InferRequestReader.readCompletely(body, body.length)));
        }
    }

    private static String shown(InferRequest request) {
        return request.id()
                + request.parameters()
                + request.outputs()
                + request.inputs().stream()
                        .map(tensor -> tensor.name()
                                + tensor.datatype()
                                + Arrays.toString(tensor.shape())
                                + Arrays.deepToString(
                                        new Object[] {tensor.elements().array()}))
                        .collect(Collectors.joining());
    }

    private static String request(String datatype, List<String> data) {
        return "{\"inputs\":[{\"name\":\"x\",\"shape\":[" + data.size() + "],\"datatype\":\"" + datatype
                + "\",\"data\":" + data + "}]}";
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(20);
        Arbitrary<String> fraction = digits.map(text -> "." + text).injectDuplicates(0.1);
        Arbitrary<String> exponent = Arbitraries.integers().between(-50, 50).map(power -> "e" + power);
        Arbitrary<String> none = Arbitraries.just("");
        return Combinators.combine(
                        Arbitraries.of("", "-"),
                        digits,
                        Arbitraries.oneOf(fraction, none),
                        Arbitraries.oneOf(exponent, none))
                .as((sign, whole, part, power) -> sign + whole + part + power);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                "",
                " ",
                "0",
                "1",
                "-",
                ".",
                "e",
                ",",
                ":",
                "\"",
                "{",
                "}",
                "[",
                "]",
                "\\",
                "null",
                "true",
                "\u0000",
                "é",
                "[]",
                "{}",
                "\"x\":1,",
                "01",
                "1.",
                "-0",
                "1e400");
    }
}
