package academy.ascent.reference.protocol;

/** Judges shapes that clients send. */
public final class Shapes {
    static final int HIGHEST_RANK = 8;
    private static final long TOO_MANY = 1L << 31;

    private Shapes() {}

    /**
     * The number of elements of a tensor of that shape: 1 for a scalar (no dimensions), 0 where a size is 0.
     *
     * @param where how to call the tensor in a message
     * @throws RejectedRequest if there is no such shape, or no array could hold that many elements
     */
    public static int elementCount(String where, long[] shape) {
        if (shape.length > HIGHEST_RANK) {
            throw tooManyDimensions(where);
        }
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] < 0 || shape[i] >= TOO_MANY) {
                throw badSize(where, i);
            }
            count = Math.min(count * shape[i], TOO_MANY);
        }
        if (count == TOO_MANY) {
            throw tooManyElements(where, shape);
        }
        return (int) count;
    }

    static RejectedRequest tooManyDimensions(String where) {
        return new RejectedRequest(where + ".shape has more than " + HIGHEST_RANK + " dimensions");
    }

    static RejectedRequest badSize(String where, int dimension) {
        return new RejectedRequest(where + ".shape[" + dimension + "] must be a whole number from 0 to 2147483647");
    }

    static RejectedRequest tooManyElements(String where, long[] shape) {
        return new RejectedRequest(where + " has the shape " + Tensor.shapeText(shape)
                + ", which is more elements than the request can hold");
    }
}
