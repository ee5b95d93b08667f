package academy.ascent.reference.grpc;

import academy.ascent.reference.grpc.wire.InferTensorContents;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.Shapes;
import academy.ascent.reference.protocol.Tensor;
import com.google.protobuf.ByteString;

/** Elements as typed contents: each datatype has one field, which takes the smaller integers too. */
final class TypedContents {
    private TypedContents() {}

    /** How many elements there are, in whatever fields. */
    static int count(InferTensorContents contents) {
        return contents.getBoolContentsCount()
                + contents.getIntContentsCount()
                + contents.getInt64ContentsCount()
                + contents.getUintContentsCount()
                + contents.getUint64ContentsCount()
                + contents.getFp32ContentsCount()
                + contents.getFp64ContentsCount()
                + contents.getBytesContentsCount();
    }

    /**
     * The elements that the contents are.
     *
     * @param where how to call the tensor in a message
     * @throws RejectedRequest if the contents are not exactly a tensor of that datatype and shape
     */
    static Elements read(String where, Datatype datatype, long[] shape, InferTensorContents contents) {
        int count = Shapes.elementCount(where, shape);
        int found = switch (datatype) {
            case BOOL -> contents.getBoolContentsCount();
            case INT8, INT16, INT32 -> contents.getIntContentsCount();
            case INT64 -> contents.getInt64ContentsCount();
            case UINT8, UINT16, UINT32 -> contents.getUintContentsCount();
            case UINT64 -> contents.getUint64ContentsCount();
            case FP32 -> contents.getFp32ContentsCount();
            case FP64 -> contents.getFp64ContentsCount();
            case BYTES -> contents.getBytesContentsCount();
            case FP16, BF16 ->
                throw new RejectedRequest(
                        where + " is " + datatype + ", which has no typed contents; send raw_input_contents");
        };
        if (count(contents) != found) {
            throw new RejectedRequest(where + " has contents in another field than that of " + datatype);
        }
        if (found != count) {
            throw new RejectedRequest(where + " has the shape " + Tensor.shapeText(shape) + " (" + count
                    + " elements), but its contents hold " + found + " elements");
        }
        return elements(where, datatype, contents, count);
    }

    private static Elements elements(String where, Datatype datatype, InferTensorContents contents, int count) {
        return switch (datatype) {
            case FP32 -> floats(contents, count);
            case FP64 -> doubles(contents, count);
            case INT64, UINT64 -> longs(datatype, contents, count);
            case INT32, UINT32 -> ints(datatype, contents, count);
            case INT16 -> shorts(new Range(where, contents, Short.MIN_VALUE, Short.MAX_VALUE), count);
            case UINT16 -> shorts(new Range(where, contents, 0, 0xFFFF), count);
            case INT8 -> octets(new Range(where, contents, Byte.MIN_VALUE, Byte.MAX_VALUE), count);
            case UINT8 -> octets(new Range(where, contents, 0, 0xFF), count);
            case BOOL -> truths(contents, count);
            case BYTES -> texts(where, contents, count);
            case FP16, BF16 -> throw new IllegalArgumentException("has no typed contents");
        };
    }

    private static Elements floats(InferTensorContents contents, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = contents.getFp32Contents(i);
        }
        return new Elements.Floats(values);
    }

    private static Elements doubles(InferTensorContents contents, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = contents.getFp64Contents(i);
        }
        return new Elements.Doubles(values);
    }

    private static Elements longs(Datatype datatype, InferTensorContents contents, int count) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = datatype == Datatype.UINT64 ? contents.getUint64Contents(i) : contents.getInt64Contents(i);
        }
        return new Elements.Longs(values);
    }

    private static Elements ints(Datatype datatype, InferTensorContents contents, int count) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = datatype == Datatype.UINT32 ? contents.getUintContents(i) : contents.getIntContents(i);
        }
        return new Elements.Ints(values);
    }

    private static Elements shorts(Range range, int count) {
        short[] values = new short[count];
        for (int i = 0; i < count; i++) {
            values[i] = (short) range.value(i);
        }
        return new Elements.Shorts(values);
    }

    private static Elements octets(Range range, int count) {
        byte[] values = new byte[count];
        for (int i = 0; i < count; i++) {
            values[i] = (byte) range.value(i);
        }
        return new Elements.Octets(values);
    }

    private static Elements truths(InferTensorContents contents, int count) {
        byte[] values = new byte[count];
        for (int i = 0; i < count; i++) {
            values[i] = (byte) (contents.getBoolContents(i) ? 1 : 0);
        }
        return new Elements.Octets(values);
    }

    private static Elements texts(String where, InferTensorContents contents, int count) {
        String[] values = new String[count];
        for (int i = 0; i < count; i++) {
            ByteString bytes = contents.getBytesContents(i);
            if (!bytes.isValidUtf8()) {
                throw new RejectedRequest(where + ": element " + i
                        + " of BYTES is not UTF-8; models here take text, so send other bytes as base64");
            }
            values[i] = bytes.toStringUtf8();
        }
        return new Elements.Texts(values);
    }

    /** Integers of 32 bits that must fit into fewer; unsigned where there are none below zero. */
    private record Range(String where, InferTensorContents contents, int least, int greatest) {
        int value(int index) {
            long value = least == 0
                    ? Integer.toUnsignedLong(contents.getUintContents(index))
                    : contents.getIntContents(index);
            if (value < least || value > greatest) {
                throw new RejectedRequest(where + ": element " + index + " is " + value + ", not a whole number from "
                        + least + " to " + greatest);
            }
            return (int) value;
        }
    }

    /** The tensor's elements as typed contents; those of FP16 and BF16 have none. */
    static InferTensorContents message(Tensor tensor) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        Datatype datatype = tensor.datatype();
        switch (tensor.elements()) {
            case Elements.Floats(float[] values) -> {
                for (float value : values) {
                    contents.addFp32Contents(value);
                }
            }
            case Elements.Doubles(double[] values) -> {
                for (double value : values) {
                    contents.addFp64Contents(value);
                }
            }
            case Elements.Longs(long[] values) -> {
                for (long value : values) {
                    var _ = datatype == Datatype.UINT64
                            ? contents.addUint64Contents(value)
                            : contents.addInt64Contents(value);
                }
            }
            case Elements.Ints(int[] values) -> {
                for (int value : values) {
                    var _ = datatype == Datatype.UINT32
                            ? contents.addUintContents(value)
                            : contents.addIntContents(value);
                }
            }
            case Elements.Shorts(short[] values) -> {
                for (short value : values) {
                    var _ = datatype == Datatype.UINT16
                            ? contents.addUintContents(Short.toUnsignedInt(value))
                            : contents.addIntContents(value);
                }
            }
            case Elements.Octets(byte[] values) -> octets(datatype, values, contents);
            case Elements.Texts(String[] values) -> {
                for (String value : values) {
                    contents.addBytesContents(ByteString.copyFromUtf8(value));
                }
            }
            case Elements.Halves _ -> throw new IllegalArgumentException(datatype + " has no typed contents");
        }
        return contents.build();
    }

    private static void octets(Datatype datatype, byte[] values, InferTensorContents.Builder contents) {
        for (byte value : values) {
            var _ = switch (datatype) {
                case BOOL -> contents.addBoolContents(value != 0);
                case UINT8 -> contents.addUintContents(Byte.toUnsignedInt(value));
                default -> contents.addIntContents(value);
            };
        }
    }
}
