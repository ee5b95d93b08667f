package academy.ascent.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How tensors travel in the Open Inference Protocol over HTTP. */
public enum Wire {
    /** As JSON. */
    JSON {
        @Override
        byte[] request(String path, List<BigDecimal> row) {
            String data = row.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(","));
            byte[] body = ("{\"id\":\"1\",\"inputs\":[{\"name\":\"features\",\"shape\":[1," + row.size()
                            + "],\"datatype\":\"FP32\",\"data\":[" + data + "]}]}")
                    .getBytes(StandardCharsets.US_ASCII);
            return post(path, "Content-Type: application/json\r\n", body, new byte[0]);
        }

        @Override
        float[] values(byte[] bytes, int from, int length, int jsonLength) throws IOException {
            List<Float> values = flat(MAPPER.readTree(bytes, from, length).at("/outputs/0/data"));
            float[] read = new float[values.size()];
            for (int i = 0; i < read.length; i++) {
                read[i] = values.get(i);
            }
            return read;
        }
    },

    /** As little-endian bytes after a JSON header: the binary tensor data extension. */
    BINARY {
        @Override
        byte[] request(String path, List<BigDecimal> row) {
            byte[] header = ("{\"id\":\"1\",\"inputs\":[{\"name\":\"features\",\"shape\":[1," + row.size()
                            + "],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":" + row.size() * Float.BYTES
                            + "}}],\"parameters\":{\"binary_data_output\":true}}")
                    .getBytes(StandardCharsets.US_ASCII);
            ByteBuffer tensor = ByteBuffer.allocate(row.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            row.forEach(value -> tensor.putFloat(value.floatValue()));
            String fields = "Content-Type: application/octet-stream\r\nInference-Header-Content-Length: "
                    + header.length + "\r\n";
            return post(path, fields, header, tensor.array());
        }

        @Override
        float[] values(byte[] bytes, int from, int length, int jsonLength) {
            if (jsonLength < 0) {
                return new float[0];
            }
            ByteBuffer tensor = ByteBuffer.wrap(bytes, from + jsonLength, length - jsonLength)
                    .order(ByteOrder.LITTLE_ENDIAN);
            float[] read = new float[tensor.remaining() / Float.BYTES];
            tensor.asFloatBuffer().get(read);
            return read;
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The bytes of a whole HTTP request for one row. */
    abstract byte[] request(String path, List<BigDecimal> row);

    /**
     * The values of an answer's first output; none if it is not there.
     *
     * @param jsonLength what the header {@code Inference-Header-Content-Length} says, -1 without one
     */
    abstract float[] values(byte[] bytes, int from, int length, int jsonLength) throws IOException;

    private static byte[] post(String path, String fields, byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + fields + "Content-Length: "
                        + (first.length + second.length) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    /** JSON data may be flat or nested as its shape is. */
    private static List<Float> flat(JsonNode data) {
        List<Float> values = new ArrayList<>();
        data.forEach(element -> {
            if (element.isArray()) {
                values.addAll(flat(element));
            } else {
                values.add(element.floatValue());
            }
        });
        return values;
    }
}
