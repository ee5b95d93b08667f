package academy.ascent.reference.protocol;

/**
 * A named tensor.
 *
 * @param shape sizes of the dimensions; their product is the number of elements
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
public record Tensor(String name, Datatype datatype, long[] shape, Elements elements) {
    /** The shape as people write it, such as {@code [1,10]}; −1 stands for any size. */
    public static String shapeText(long[] shape) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < shape.length; i++) {
            text.append(i == 0 ? "" : ",").append(shape[i]);
        }
        return text.append(']').toString();
    }
}
