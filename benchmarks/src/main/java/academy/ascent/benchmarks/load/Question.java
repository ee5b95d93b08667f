package academy.ascent.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One request, and what is known of its right answer. */
final class Question {
    private static final float TOLERANCE = 2e-5f;

    private final ByteBuffer request;
    private final float[] expected;
    private final Wire wire;
    /** An answer that has been read and was right: the same bytes need not be read again. */
    private byte[] right = {};

    Question(Wire wire, byte[] request, float[] expected) {
        this.wire = wire;
        this.request = ByteBuffer.allocateDirect(request.length).put(request).flip();
        this.expected = expected;
    }

    /** The whole request, to be sent from its start. */
    ByteBuffer request() {
        return request.rewind();
    }

    /**
     * Checks an answer.
     *
     * @throws WrongAnswer if it is not the model's
     */
    void check(byte[] bytes, int from, int length, int jsonLength) {
        if (Arrays.equals(right, 0, right.length, bytes, from, from + length)) {
            return;
        }
        float[] values = values(bytes, from, length, jsonLength);
        boolean equal = values.length == expected.length;
        for (int i = 0; equal && i < values.length; i++) {
            equal = Math.abs(values[i] - expected[i]) <= TOLERANCE;
        }
        if (!equal) {
            throw new WrongAnswer(
                    "answered " + Arrays.toString(values) + " where the model says " + Arrays.toString(expected));
        }
        right = Arrays.copyOfRange(bytes, from, from + length);
    }

    private float[] values(byte[] bytes, int from, int length, int jsonLength) {
        try {
            return wire.values(bytes, from, length, jsonLength);
        } catch (IOException e) {
            throw new WrongAnswer("answered what is no JSON: " + e.getMessage());
        }
    }
}
