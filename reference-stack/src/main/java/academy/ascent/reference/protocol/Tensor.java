package academy.ascent.reference.protocol;

/**
 * A named tensor.
 *
 * @param shape sizes of the dimensions; their product is the number of elements
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
public record Tensor(String name, Datatype datatype, long[] shape, Elements elements) {
    /**
     * An element's value, whatever the numeric datatype; true is 1, and 64-bit integers lose what FP64 cannot hold.
     *
     * @param index of the element in row-major order
     * @throws IllegalStateException if the elements are text
     */
    public double number(int index) {
        return switch (elements) {
            case Elements.Floats(float[] values) -> values[index];
            case Elements.Doubles(double[] values) -> values[index];
            case Elements.Longs(long[] values) -> datatype == Datatype.UINT64 ? unsigned(values[index]) : values[index];
            case Elements.Ints(int[] values) ->
                datatype == Datatype.UINT32 ? Integer.toUnsignedLong(values[index]) : values[index];
            case Elements.Shorts(short[] values) ->
                datatype == Datatype.UINT16 ? Short.toUnsignedInt(values[index]) : values[index];
            case Elements.Halves(short[] bits) -> HalfPrecision.value(datatype, bits[index]);
            case Elements.Octets(byte[] values) ->
                datatype == Datatype.UINT8 ? Byte.toUnsignedInt(values[index]) : values[index];
            case Elements.Texts _ -> throw new IllegalStateException("text is no number");
        };
    }

    /** Halving with the last bit kept makes a positive number that rounds as the whole one would. */
    private static double unsigned(long bits) {
        return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
    }

    /** The shape as people write it, such as {@code [1,10]}; −1 stands for any size. */
    public static String shapeText(long[] shape) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < shape.length; i++) {
            text.append(i == 0 ? "" : ",").append(shape[i]);
        }
        return text.append(']').toString();
    }
}
