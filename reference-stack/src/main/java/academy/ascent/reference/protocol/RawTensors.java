package academy.ascent.reference.protocol;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;

/**
 * Tensors as raw bytes, as the binary tensor data extension and gRPC's raw contents carry them: row-major and
 * little-endian, BOOL as a byte 0 or 1, an element of BYTES as the length of its text in four bytes and the text.
 */
public final class RawTensors {
    private RawTensors() {}

    /**
     * The elements that the bytes are; takes all of the bytes.
     *
     * @param where how to call the tensor in a message
     * @throws RejectedRequest if the bytes are not exactly a tensor of that datatype and shape
     */
    public static Elements read(String where, Datatype datatype, long[] shape, ByteBuffer bytes) {
        int count = Shapes.elementCount(where, shape);
        ByteBuffer raw = bytes.slice().order(LITTLE_ENDIAN);
        bytes.position(bytes.limit());
        if (datatype == Datatype.BYTES) {
            return texts(where, count, raw);
        }
        long wanted = (long) count * datatype.width();
        if (raw.remaining() != wanted) {
            throw new RejectedRequest(where + " has the shape " + Tensor.shapeText(shape) + " of " + datatype
                    + ", which is " + wanted + " bytes, but " + raw.remaining() + " bytes came");
        }
        return numbers(where, datatype, count, raw);
    }

    private static Elements numbers(String where, Datatype datatype, int count, ByteBuffer raw) {
        return switch (datatype) {
            case FP32 -> {
                float[] values = new float[count];
                raw.asFloatBuffer().get(values);
                yield new Elements.Floats(values);
            }
            case FP64 -> {
                double[] values = new double[count];
                raw.asDoubleBuffer().get(values);
                yield new Elements.Doubles(values);
            }
            case INT64, UINT64 -> {
                long[] values = new long[count];
                raw.asLongBuffer().get(values);
                yield new Elements.Longs(values);
            }
            case INT32, UINT32 -> {
                int[] values = new int[count];
                raw.asIntBuffer().get(values);
                yield new Elements.Ints(values);
            }
            case INT16, UINT16 -> new Elements.Shorts(shorts(count, raw));
            case FP16, BF16 -> new Elements.Halves(shorts(count, raw));
            case INT8, UINT8 -> new Elements.Octets(octets(count, raw));
            case BOOL -> new Elements.Octets(truths(where, octets(count, raw)));
            case BYTES -> throw new IllegalArgumentException("texts are no numbers");
        };
    }

    private static short[] shorts(int count, ByteBuffer raw) {
        short[] values = new short[count];
        raw.asShortBuffer().get(values);
        return values;
    }

    private static byte[] octets(int count, ByteBuffer raw) {
        byte[] values = new byte[count];
        raw.get(values);
        return values;
    }

    private static byte[] truths(String where, byte[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0 && values[i] != 1) {
                throw new RejectedRequest(
                        where + ": element " + i + " of BOOL is " + Byte.toUnsignedInt(values[i]) + ", not 0 or 1");
            }
        }
        return values;
    }

    private static Elements texts(String where, int count, ByteBuffer raw) {
        // Each element takes four bytes at least, so nothing is allocated for what cannot be there.
        if (count > raw.remaining() / Integer.BYTES) {
            throw new RejectedRequest(where + " has " + count
                    + " elements of BYTES, each with its length in 4 bytes, but " + raw.remaining() + " bytes came");
        }
        String[] texts = new String[count];
        CharsetDecoder decoder = UTF_8.newDecoder();
        for (int i = 0; i < count; i++) {
            texts[i] = text(where + ": element " + i + " of BYTES", raw, decoder);
        }
        if (raw.hasRemaining()) {
            throw new RejectedRequest(
                    where + " has " + raw.remaining() + " bytes left after its " + count + " elements");
        }
        return new Elements.Texts(texts);
    }

    private static String text(String where, ByteBuffer raw, CharsetDecoder decoder) {
        if (raw.remaining() < Integer.BYTES) {
            throw new RejectedRequest(where + " has no length");
        }
        long length = Integer.toUnsignedLong(raw.getInt());
        if (length > raw.remaining()) {
            throw new RejectedRequest(
                    where + " has the length " + length + ", but " + raw.remaining() + " bytes are left");
        }
        ByteBuffer encoded = raw.slice(raw.position(), (int) length);
        raw.position(raw.position() + (int) length);
        try {
            return decoder.decode(encoded).toString();
        } catch (CharacterCodingException _) {
            throw new RejectedRequest(where + " is not UTF-8; models here take text, so send other bytes as base64");
        }
    }

    /** The tensor's elements as bytes. */
    public static byte[] write(Tensor tensor) {
        return switch (tensor.elements()) {
            case Elements.Floats(float[] values) -> {
                ByteBuffer raw = room(values.length, Float.BYTES);
                raw.asFloatBuffer().put(values);
                yield raw.array();
            }
            case Elements.Doubles(double[] values) -> {
                ByteBuffer raw = room(values.length, Double.BYTES);
                raw.asDoubleBuffer().put(values);
                yield raw.array();
            }
            case Elements.Longs(long[] values) -> {
                ByteBuffer raw = room(values.length, Long.BYTES);
                raw.asLongBuffer().put(values);
                yield raw.array();
            }
            case Elements.Ints(int[] values) -> {
                ByteBuffer raw = room(values.length, Integer.BYTES);
                raw.asIntBuffer().put(values);
                yield raw.array();
            }
            case Elements.Shorts(short[] values) -> shorts(values);
            case Elements.Halves(short[] bits) -> shorts(bits);
            case Elements.Octets(byte[] values) -> values.clone();
            case Elements.Texts(String[] values) -> texts(values);
        };
    }

    private static ByteBuffer room(int count, int width) {
        return ByteBuffer.allocate(Math.multiplyExact(count, width)).order(LITTLE_ENDIAN);
    }

    private static byte[] shorts(short[] values) {
        ByteBuffer raw = room(values.length, Short.BYTES);
        raw.asShortBuffer().put(values);
        return raw.array();
    }

    private static byte[] texts(String[] texts) {
        byte[][] encoded = new byte[texts.length][];
        int size = 0;
        for (int i = 0; i < texts.length; i++) {
            encoded[i] = texts[i].getBytes(UTF_8);
            size = Math.addExact(size, Integer.BYTES + encoded[i].length);
        }
        ByteBuffer raw = room(size, 1);
        for (byte[] text : encoded) {
            raw.putInt(text.length).put(text);
        }
        return raw.array();
    }
}
