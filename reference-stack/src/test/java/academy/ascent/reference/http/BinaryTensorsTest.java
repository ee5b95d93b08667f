package academy.ascent.reference.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.reference.config.KeepLoaded;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.runtime.ModelEvents;
import academy.ascent.reference.runtime.ModelStore;
import academy.ascent.reference.runtime.TestModels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients of the binary tensor data extension send and expect, byte by byte. */
class BinaryTensorsTest {
    private static final int BODY_LIMIT = 4096;
    private static final String LENGTH = "Inference-Header-Content-Length";

    private final HttpServer server = HttpServer.listen(
            "127.0.0.1",
            0,
            new Limits(
                    BODY_LIMIT,
                    BODY_LIMIT,
                    8,
                    1,
                    8,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ZERO,
                    Duration.ofSeconds(5)),
            new Metrics(),
            new EventLog(new PrintStream(OutputStream.nullOutputStream()), InstantSource.system()));
    private final ModelStore models = new ModelStore(_ -> new ModelEvents() {}, _ -> {});
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void serve() {
        models.serve(List.of(model("iris.onnx"), model("echo.onnx"), model("text.onnx")));
        server.serve(models);
    }

    private static ModelConfig model(String file) {
        return TestModels.config(file, List.of(), List.of(), new KeepLoaded.Always());
    }

    @AfterEach
    void end() {
        client.close();
        server.close();
        models.close();
    }

    @Test
    void rawInputsAreAnsweredWithRawOutputsWhereTheyAreWanted() throws Exception {
        HttpResponse<byte[]> response = infer("iris", """
                {"inputs":[{"name":"features","shape":[1,4],"datatype":"FP32","parameters":{"binary_data_size":16}}],\
                "outputs":[{"name":"probabilities","parameters":{"binary_data":true}},{"name":"label"}]}""", floats(5.1f, 3.5f, 1.4f, 0.2f));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(json(response))
                .contains("\"probabilities\",\"datatype\":\"FP32\",\"shape\":[1,3],"
                        + "\"parameters\":{\"binary_data_size\":12}}")
                .contains("\"label\",\"datatype\":\"INT64\",\"shape\":[1],\"data\":[0]}");
        assertThat(raw(response))
                .satisfies(bytes -> assertThat(bytes.remaining()).isEqualTo(12));
        assertThat(raw(response).getFloat(0)).isGreaterThan(0.9f);
    }

    @Test
    void rawInputsAreAnsweredInJsonWhereNothingElseIsWanted() throws Exception {
        HttpResponse<byte[]> response = infer("iris", """
                {"inputs":[{"name":"features","shape":[1,4],"datatype":"FP32",\
                "parameters":{"binary_data_size":16}}]}""", floats(5.1f, 3.5f, 1.4f, 0.2f));

        assertThat(response.headers().firstValue(LENGTH)).isEmpty();
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(new String(response.body(), UTF_8)).contains("\"data\":[0]");
    }

    @Test
    void everyOutputIsRawWhereTheRequestSaysSo() throws Exception {
        String body = """
                {"parameters":{"binary_data_output":true},\
                "inputs":[{"name":"features","shape":[1,4],"datatype":"FP32","data":[5.1,3.5,1.4,0.2]}]}""";

        HttpResponse<byte[]> response = post("iris", body.getBytes(UTF_8));

        assertThat(json(response)).doesNotContain("\"data\"");
        assertThat(raw(response).remaining()).isEqualTo(Long.BYTES + 3 * Float.BYTES);
    }

    @Test
    void aBodyWithoutJsonIsTheOnlyInputOfTheModel() throws Exception {
        HttpResponse<byte[]> one = post("iris", floats(5.1f, 3.5f, 1.4f, 0.2f), LENGTH, "0");
        HttpResponse<byte[]> two = post("iris", new byte[2 * 16], LENGTH, "0");

        assertThat(raw(one).remaining()).isEqualTo(Long.BYTES + 3 * Float.BYTES);
        assertThat(raw(two).remaining()).isEqualTo(2 * (Long.BYTES + 3 * Float.BYTES));
    }

    @Test
    void aBodyWithoutJsonIsOneTextAndItsAnswerHasTheTextsLength() throws Exception {
        HttpResponse<byte[]> response = post("text", "427".getBytes(UTF_8), LENGTH, "0");

        assertThat(raw(response)).isEqualTo(ByteBuffer.wrap(new byte[] {3, 0, 0, 0, '4', '2', '7'}));
    }

    @Test
    void aBodyWithoutJsonNeedsAModelWithOneInput() throws Exception {
        assertRefused(post("echo", new byte[24], LENGTH, "0"), "needs a model with one input; \\\"echo\\\" has 11");
    }

    @Test
    void refusesWhatTheHeaderLiesAbout() throws Exception {
        byte[] body = "{\"inputs\":[]}".getBytes(UTF_8);

        assertRefused(post("iris", body, LENGTH, "14"), "must be the length of the JSON, a whole number from 0 to 13");
        assertRefused(post("iris", body, LENGTH, "-1"), "must be the length of the JSON");
        assertRefused(post("iris", body, LENGTH, "5"), "malformed JSON");
        assertRefused(post("iris", body, LENGTH, ""), "must be the length of the JSON");
    }

    @Test
    void refusesSizesWhoseProductOverflows() throws Exception {
        for (String shape : List.of("[16,1152921504606846978]", "[4,1152921504606846978]", "[65536,65536]", "[2,-5]")) {
            assertRefused(post("iris", """
                            {"inputs":[{"name":"features","shape":%s,"datatype":"FP32","data":[1.0]}]}""".formatted(shape).getBytes(UTF_8)), "shape");
        }
    }

    @Test
    void refusesAnOutputThatIsAskedForTwiceAndGoesOn() throws Exception {
        assertRefused(post("iris", """
                {"inputs":[{"name":"features","shape":[1,4],"datatype":"FP32","data":[5.1,3.5,1.4,0.2]}],\
                "outputs":[{"name":"label"},{"name":"label"}]}""".getBytes(UTF_8)), "the output \\\"label\\\" twice");
        aBodyWithoutJsonIsTheOnlyInputOfTheModel();
    }

    @Test
    void readsCompressedBodies() throws Exception {
        byte[] raw = floats(5.1f, 3.5f, 1.4f, 0.2f);

        for (String encoding : List.of("gzip", "deflate", "GZIP", "identity")) {
            assertThat(raw(post("iris", compressed(encoding, raw), "Content-Encoding", encoding, LENGTH, "0")))
                    .extracting(ByteBuffer::remaining)
                    .isEqualTo(20);
        }
    }

    @Test
    void refusesABodyThatGrowsBeyondTheLimit() throws Exception {
        HttpResponse<byte[]> response =
                post("iris", compressed("gzip", new byte[BODY_LIMIT + 16]), "Content-Encoding", "gzip", LENGTH, "0");

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(new String(response.body(), UTF_8)).contains("greater than 4096 bytes");
        assertThat(post("iris", compressed("gzip", new byte[BODY_LIMIT]), "Content-Encoding", "gzip", LENGTH, "0")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesABodyThatIsNotCompressedAsItSays() throws Exception {
        byte[] gzip = compressed("gzip", new byte[100]);

        assertRefused(post("iris", "{}".getBytes(UTF_8), "Content-Encoding", "gzip"), "is not what its Content-Enc");
        assertRefused(
                post("iris", Arrays.copyOf(gzip, gzip.length - 9), "Content-Encoding", "gzip"),
                "is not what its Content-Enc");
        assertThat(post("iris", gzip, "Content-Encoding", "br").statusCode()).isEqualTo(415);
    }

    private static byte[] floats(float... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return raw.array();
    }

    private static byte[] compressed(String encoding, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = switch (encoding) {
            case "deflate" -> new DeflaterOutputStream(bytes);
            case "identity" -> bytes;
            default -> new GZIPOutputStream(bytes);
        }) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private HttpResponse<byte[]> infer(String model, String json, byte[] raw) throws Exception {
        byte[] head = json.getBytes(UTF_8);
        ByteBuffer body =
                ByteBuffer.allocate(head.length + raw.length).put(head).put(raw);
        return post(model, body.array(), LENGTH, Integer.toString(head.length));
    }

    private HttpResponse<byte[]> post(String model, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/v2/models/" + model + "/infer"))
                .POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String json(HttpResponse<byte[]> response) {
        return new String(response.body(), 0, jsonLength(response), ISO_8859_1);
    }

    private static ByteBuffer raw(HttpResponse<byte[]> response) {
        int start = jsonLength(response);
        return ByteBuffer.wrap(response.body(), start, response.body().length - start)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int jsonLength(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return Integer.parseInt(response.headers().firstValue(LENGTH).orElseThrow());
    }

    private static void assertRefused(HttpResponse<byte[]> response, String reason) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new String(response.body(), UTF_8))
                .startsWith("{\"error\":\"")
                .contains(reason);
    }
}
