package academy.ascent.benchmarks.baseline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.nio.FloatBuffer;

/**
 * The one request whose shape the baseline knows: it goes to the last {@code [} and reads 30 numbers without an
 * exponent.
 */
final class FixedJson {
    private static final byte[] BEFORE =
            "{\"model_name\":\"mlp\",\"model_version\":\"1\",\"outputs\":[{\"name\":\"probabilities\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":["
                    .getBytes(US_ASCII);
    private static final byte[] AFTER = "]}]}".getBytes(US_ASCII);
    private static final double[] TENTHS = tenths();

    private FixedJson() {}

    private static double[] tenths() {
        double[] powers = new double[19];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Math.pow(10, i);
        }
        return powers;
    }

    /**
     * Reads a body.
     *
     * @param text takes the body: reading a plain array costs less than reading Netty's buffer byte by byte
     */
    static void read(ByteBuf body, byte[] text, FloatBuffer features) {
        int length = body.readableBytes();
        body.getBytes(body.readerIndex(), text, 0, length);
        int at = length;
        while (text[at - 1] != '[') {
            at--;
        }
        features.clear();
        for (int i = 0; i < FixedModel.FEATURES; i++) {
            at = number(text, at, features);
        }
    }

    /** Reads a number and the character after it; returns where the next one begins. */
    private static int number(byte[] text, int start, FloatBuffer features) {
        int at = start;
        byte next = text[at++];
        boolean negative = next == '-';
        if (negative) {
            next = text[at++];
        }
        long digits = 0;
        int point = -1;
        while (next != ',' && next != ']') {
            if (next == '.') {
                point = at;
            } else if (next >= '0' && next <= '9') {
                digits = digits * 10 + (next - '0');
            } else {
                throw new IllegalArgumentException("not a request of the known shape");
            }
            next = text[at++];
        }
        // Both are exact below 2^53, so that one rounding is left.
        double value = point < 0 ? digits : digits / TENTHS[at - 1 - point];
        features.put((float) (negative ? -value : value));
        return at;
    }

    static void write(FloatBuffer probabilities, ByteBuf out) {
        out.writeBytes(BEFORE);
        for (int i = 0; i < FixedModel.CLASSES; i++) {
            if (i > 0) {
                out.writeByte(',');
            }
            out.writeCharSequence(Float.toString(probabilities.get(i)), US_ASCII);
        }
        out.writeBytes(AFTER);
    }
}
