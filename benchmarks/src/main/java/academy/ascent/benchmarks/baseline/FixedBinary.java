package academy.ascent.benchmarks.baseline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.nio.FloatBuffer;

/** The same request with its 30 numbers as raw little-endian FP32 after the JSON. */
final class FixedBinary {
    private static final byte[] HEADER =
            "{\"model_name\":\"mlp\",\"model_version\":\"1\",\"outputs\":[{\"name\":\"probabilities\",\"datatype\":\"FP32\",\"shape\":[1,2],\"parameters\":{\"binary_data_size\":8}}]}"
                    .getBytes(US_ASCII);
    static final String HEADER_LENGTH = Integer.toString(HEADER.length);

    private FixedBinary() {}

    static void read(ByteBuf body, int headerLength, FloatBuffer features) {
        int at = body.readerIndex() + headerLength;
        features.clear();
        for (int i = 0; i < FixedModel.FEATURES; i++) {
            features.put(body.getFloatLE(at));
            at += Float.BYTES;
        }
    }

    static ByteBuf write(FloatBuffer probabilities, ByteBuf out) {
        out.writeBytes(HEADER);
        for (int i = 0; i < FixedModel.CLASSES; i++) {
            out.writeFloatLE(probabilities.get(i));
        }
        return out;
    }
}
