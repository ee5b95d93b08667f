package academy.ascent.reference.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void anAnswerNamesModelVersionAndId() throws IOException {
        Tensor tensor = new Tensor("y", Datatype.UINT8, new long[] {2}, new Elements.Octets(new byte[] {1, -1}));

        Answers.infer(InferResponse.of("m", "1", "a\"b", List.of(tensor)), out);

        assertThat(out.toString(UTF_8)).isEqualTo("""
                {"model_name":"m","model_version":"1","id":"a\\"b",\
                "outputs":[{"name":"y","datatype":"UINT8","shape":[2],"data":[1,255]}]}""");
    }

    @Test
    void whatJsonCannotCarryIsNull() throws IOException {
        Elements elements = new Elements.Floats(new float[] {Float.NaN, Float.NEGATIVE_INFINITY, 0.5f});

        Answers.infer(
                InferResponse.of("m", "1", null, List.of(new Tensor("y", Datatype.FP32, new long[] {3}, elements))),
                out);

        assertThat(out.toString(UTF_8)).contains("\"data\":[null,null,0.5]").doesNotContain("\"id\"");
    }

    @Test
    void anErrorCanQuoteHalfASurrogatePair() throws IOException {
        Answers.error("bad: \ud800", out);

        assertThat(out.toString(UTF_8)).isEqualTo("{\"error\":\"bad: ?\"}");
    }

    @Test
    void metadataListsColumnsAmongTheParametersOfTheInput() throws IOException {
        TensorMetadata input = new TensorMetadata("x", Datatype.FP32, new long[] {-1, 2}, List.of("a", "b"));
        TensorMetadata output = new TensorMetadata("y", Datatype.INT64, new long[] {-1}, List.of());

        Answers.model(new ModelMetadata("m", List.of("2"), "onnxruntime_onnx", List.of(input), List.of(output)), out);

        assertThat(out.toString(UTF_8)).isEqualTo("""
                {"name":"m","versions":["2"],"platform":"onnxruntime_onnx",\
                "inputs":[{"name":"x","datatype":"FP32","shape":[-1,2],"parameters":{"columns":["a","b"]}}],\
                "outputs":[{"name":"y","datatype":"INT64","shape":[-1]}]}""");
    }
}
