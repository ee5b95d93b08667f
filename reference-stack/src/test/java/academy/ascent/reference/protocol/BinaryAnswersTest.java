package academy.ascent.reference.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryAnswersTest {
    private static final InferResponse RESPONSE = InferResponse.of(
            "m",
            "1",
            null,
            List.of(
                    new Tensor("a", Datatype.INT16, new long[] {1}, new Elements.Shorts(new short[] {0x4142})),
                    new Tensor("b", Datatype.UINT8, new long[] {1}, new Elements.Octets(new byte[] {'C'}))));

    @ParameterizedTest
    @CsvSource({
        ",      ,      ,      false",
        "true,  ,      ,      true",
        "false, true,  ,      true",
        ",      ,      true,  true",
        "true,  false, true,  true",
        "true,  false, false, false",
    })
    void bytesAreWantedWhereTheOutputSaysSoElseWhereTheRequestDoes(
            Boolean all, Boolean first, Boolean second, boolean wanted) {
        assertThat(BinaryAnswers.wanted(request(all, first, second))).isEqualTo(wanted);
    }

    @Test
    void rawOutputsFollowTheJsonInTheirOrder() throws IOException {
        assertThat(written(request(true, null, null))).isEqualTo("""
                {"model_name":"m","model_version":"1","outputs":[\
                {"name":"a","datatype":"INT16","shape":[1],"parameters":{"binary_data_size":2}},\
                {"name":"b","datatype":"UINT8","shape":[1],"parameters":{"binary_data_size":1}}]}|BAC""");
    }

    @Test
    void rawAndJsonOutputsStandInOneAnswer() throws IOException {
        assertThat(written(request(null, null, true))).isEqualTo("""
                {"model_name":"m","model_version":"1","outputs":[\
                {"name":"a","datatype":"INT16","shape":[1],"data":[16706]},\
                {"name":"b","datatype":"UINT8","shape":[1],"parameters":{"binary_data_size":1}}]}|C""");
    }

    @Test
    void allOutputsAreRawWhereTheRequestNamesNone() throws IOException {
        InferRequest request = new InferRequest(null, Map.of("binary_data_output", true), List.of(), List.of());

        assertThat(BinaryAnswers.wanted(request)).isTrue();
        assertThat(written(request)).endsWith("|BAC");
    }

    /** The answer with a line where its JSON ends. */
    private static String written(InferRequest request) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int jsonLength = BinaryAnswers.write(request, RESPONSE, out);
        String text = out.toString(ISO_8859_1);
        return text.substring(0, jsonLength) + "|" + text.substring(jsonLength);
    }

    private static InferRequest request(Boolean all, Boolean first, Boolean second) {
        Map<String, Object> parameters = all == null ? Map.of() : Map.of("binary_data_output", all);
        return new InferRequest(null, parameters, List.of(), List.of(output("a", first), output("b", second)));
    }

    private static RequestedOutput output(String name, Boolean binary) {
        return new RequestedOutput(name, binary == null ? Map.of() : Map.of("binary_data", binary));
    }
}
