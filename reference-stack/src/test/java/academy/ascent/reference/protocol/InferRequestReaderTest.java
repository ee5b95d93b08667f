package academy.ascent.reference.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InferRequestReaderTest {
    @Test
    void readsARequest() {
        InferRequest request = read("""
                {"id": "a1", "parameters": {"x": [1, {"y": 2}]},
                 "inputs": [{"name": "x", "shape": [2, 2], "datatype": "FP32", "data": [1, 2.5, -3e-2, 4]}],
                 "outputs": [{"name": "y", "parameters": {"binary_data": false}}]}
                """);

        assertThat(request.id()).isEqualTo("a1");
        assertThat(request.outputs()).containsExactly(new RequestedOutput("y", Map.of("binary_data", false)));
        assertThat(request.inputs()).singleElement().satisfies(tensor -> {
            assertThat(tensor.name()).isEqualTo("x");
            assertThat(tensor.shape()).containsExactly(2, 2);
            assertThat(floats(tensor)).containsExactly(1, 2.5f, -0.03f, 4);
        });
    }

    @Test
    void readsNestedData() {
        InferRequest request = read(input("[2,1,2]", "FP32", "[[[1,2]],[[3,4]]]"));

        assertThat(floats(request.inputs().getFirst())).containsExactly(1, 2, 3, 4);
    }

    @Test
    void readsDataThatStandsBeforeItsShapeAndDatatype() {
        InferRequest request = read("""
                {"inputs": [{"data": [[1,2]], "name": "é", "datatype": "FP32", "shape": [1,2]},
                            {"data": [true], "datatype": "BOOL", "shape": [1], "name": "b"}]}
                """);

        assertThat(floats(request.inputs().getFirst())).containsExactly(1, 2);
        assertThat(request.inputs().getLast().elements()).isInstanceOf(Elements.Octets.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[2]   | FP32  | [1]              | its data holds 1 elements",
                "[1]   | FP32  | [1,2]            | its data holds more than 1 elements",
                "[2,2] | FP32  | [[1,2],[3]]      | its data has 1 entries in dimension 1",
                "[2,2] | FP32  | [[1,2]]          | its data has 1 entries in dimension 0",
                "[2,2] | FP32  | [[1,2],[3,4],[]] | its data is nested otherwise",
                "[2,2] | FP32  | [[1,2],3]        | its data is nested otherwise",
                "[2,2] | FP32  | [1,[2],3,4]      | its data is nested otherwise",
                "[1]   | FP32  | [{}]             | its data is nested otherwise",
                "[1]   | FP32  | [null]           | element 0 is null, not a number that FP32 can hold",
                "[1]   | FP32  | [\"NaN\"]        | element 0 is text, not a number",
                "[1]   | FP32  | [1e39]           | element 0 is 1e39, not a number that FP32 can hold",
                "[1]   | FP64  | [1e309]          | element 0 is 1e309, not a number that FP64 can hold",
                "[1]   | FP32  | [NaN]            | malformed JSON at line 1",
                "[1]   | FP32  | [1e99999999999]  | element 0 is 1e99999999999, not",
                "[1]   | INT64 | [9223372036854775808] | not a whole number of 64 bits",
                "[1]   | INT64 | [1.0]            | element 0 is 1.0, not a whole number",
                "[1]   | INT32 | [2147483648]     | not a whole number from -2147483648 to 2147483647",
                "[1]   | INT16 | [32768]          | not a whole number from -32768 to 32767",
                "[1]   | INT8  | [128]            | not a whole number from -128 to 127",
                "[1]   | UINT8 | [-1]             | not a whole number from 0 to 255",
                "[1]   | BOOL  | [1]              | element 0 is 1, not true or false",
                "[1]   | BYTES | [1]              | element 0 is 1, not text",
                "[1]   | FP8   | [1]              | has the datatype \"FP8\"; this server knows [BOOL, UINT8,",
                "[1]   | FP16  | [65520]          | element 0 is 65520, not a number that FP16 can hold",
                "[1]   | BF16  | [3.4e38]         | element 0 is 3.4e38, not a number that BF16 can hold",
                "[1]   | UINT16 | [65536]         | not a whole number from 0 to 65535",
                "[1]   | UINT16 | [-1]            | not a whole number from 0 to 65535",
                "[1]   | UINT32 | [4294967296]    | not a whole number from 0 to 4294967295",
                "[1]   | UINT32 | [-1]            | not a whole number from 0 to 4294967295",
                "[1]   | UINT64 | [18446744073709551616] | not a whole number from 0 to 18446744073709551615",
                "[1]   | UINT64 | [-1]            | not a whole number from 0 to 18446744073709551615",
                "[-1]  | FP32  | [1]              | shape[0] must be a whole number from 0",
                "[1.5] | FP32  | [1]              | shape[0] must be a whole number from 0",
                "[0]   | FP32  | [1]              | its data holds more than 0 elements",
                "[0,1] | FP32  | [[]]             | its data is nested otherwise",
                "[]    | FP32  | []               | its data holds 0 elements",
                "[]    | FP32  | [[1]]            | its data is nested otherwise",
                "5     | FP32  | [1]              | shape must be an array of whole numbers",
                "[1]   | FP32  | 1                | data must be an array",
                "[1,1,1,1,1,1,1,1,1] | FP32 | [1] | shape has more than 8 dimensions",
                "[2147483647,2147483647,2147483647] | FP32 | [1] | more elements than the request can hold",
            })
    void refusesATensorThatIsNotWhatItSays(String shape, String datatype, String data, String reason) {
        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> read(input(shape, datatype, data)))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                       | the body must be a JSON object",
                "''                                       | the body must be a JSON object",
                "{}                                       | the request has no \"inputs\"",
                "{\"inputs\": []}                         | the request has no \"inputs\"",
                "{\"inputs\": {}}                         | \"inputs\" must be an array",
                "{\"inputs\": [1]}                        | inputs[0] must be an object",
                "{\"inputs\": [{\"shape\": [1]}]}         | inputs[0] has no \"name\"",
                "{\"inputs\": [{\"name\": \"x\"}]}        | input \"x\" has no \"datatype\"",
                "{\"id\": 7, \"inputs\": []}              | \"id\" must be a JSON string",
                "{\"id\": \"\\ud800\", \"inputs\": []}    | half of a surrogate pair",
                "{\"outputs\": [], \"outputs\": []}  | the request has \"outputs\" twice",
                "{\"parameters\": {\"a\": 1e400}}    | parameters.a is a greater number than FP64 can hold",
                "{\"outputs\": [{\"name\":\"a\",\"parameters\":{\"binary_data\":1}}]} | binary_data must be true or false",
                "{\"outputs\": [{\"name\":\"a\",\"parameters\":{\"classification\":1}}]} | does not have that extension",
                "{\"outputs\": [{}]}                      | outputs[0] has no \"name\"",
                "{\"outputs\": [{\"name\":\"a\"},{\"name\":\"a\"}]} | the output \"a\" twice",
                "{\"inputs\": [                           | malformed JSON at line 1",
                "{} {}                                    | goes on after the end",
            })
    void refusesABodyThatIsNoRequest(String body, String reason) {
        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> read(body))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":\"x\"",
                "\"shape\":[5]",
                "\"datatype\":\"INT64\"",
                "\"data\":[1]",
            })
    void refusesATensorThatSaysTheSameTwice(String key) {
        String body = "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]," + key + "}]}";

        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> read(body))
                .withMessageContaining("input \"x\" has \"" + key.split("\"")[1] + "\" twice");
    }

    @Test
    void readsAScalarAndATensorWithoutElements() {
        assertThat(read(input("[]", "FP32", "[5]")).inputs().getFirst()).satisfies(tensor -> {
            assertThat(tensor.shape()).isEmpty();
            assertThat(floats(tensor)).containsExactly(5);
        });
        assertThat(floats(read(input("[0,3]", "FP32", "[]")).inputs().getFirst()))
                .isEmpty();
        assertThat(floats(read(input("[2,0]", "FP32", "[[],[]]")).inputs().getFirst()))
                .isEmpty();
    }

    @Test
    void takesNullForNoParameters() {
        assertThat(read("""
                {"parameters":null,"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1],"parameters":null}],
                 "outputs":[{"name":"y","parameters":null}]}""").outputs()).containsExactly(RequestedOutput.named("y"));
    }

    @Test
    void refusesTheSameInputTwice() {
        String tensor = "{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}";

        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> read("{\"inputs\":[" + tensor + "," + tensor + "]}"))
                .withMessageContaining("the input \"x\" twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32", "UTF-32BE"})
    void refusesAnotherEncodingThanUtf8(String encoding) {
        byte[] body = input("[1]", "FP32", "[1]").getBytes(Charset.forName(encoding));

        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> InferRequestReader.read(body))
                .withMessageContaining("malformed JSON");
    }

    private static InferRequest read(String body) {
        return InferRequestReader.read(body.getBytes(UTF_8));
    }

    private static String input(String shape, String datatype, String data) {
        return "{\"inputs\":[{\"name\":\"x\",\"shape\":" + shape + ",\"datatype\":\"" + datatype + "\",\"data\":" + data
                + "}]}";
    }

    private static float[] floats(Tensor tensor) {
        return ((Elements.Floats) tensor.elements()).values();
    }
}
