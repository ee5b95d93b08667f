package academy.ascent.reference.explain;

import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.Tensor;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Puts rows together from the cells of an explained row and of reference rows, in the form of a request's inputs. */
final class MixedRows {
    private final List<Tensor> explained;
    private final List<Tensor> references;

    /**
     * Takes the cells.
     *
     * @param explained the inputs with one row
     * @param references the same inputs with the reference rows
     */
    MixedRows(List<Tensor> explained, List<Tensor> references) {
        this.explained = explained;
        this.references = references;
    }

    /** The rows; {@code sources} as in {@link Evaluator}. */
    List<Tensor> inputs(int[][] sources) {
        List<Tensor> inputs = new ArrayList<>();
        int column = 0;
        for (int i = 0; i < explained.size(); i++) {
            Tensor input = explained.get(i);
            int width = input.elements().count();
            long[] shape = input.shape().clone();
            shape[0] = sources.length;
            int[] cells = cells(sources, column, width);
            Elements elements = picked(input.elements(), references.get(i).elements(), cells);
            inputs.add(new Tensor(input.name(), input.datatype(), shape, elements));
            column += width;
        }
        return inputs;
    }

    private static int[] cells(int[][] sources, int column, int width) {
        int[] cells = new int[sources.length * width];
        for (int row = 0; row < sources.length; row++) {
            for (int i = 0; i < width; i++) {
                cells[row * width + i] = sources[row][column + i] * width + i;
            }
        }
        return cells;
    }

    /** The elements at these places of the two, taken as one after the other. */
    private static Elements picked(Elements first, Elements second, int[] places) {
        int n = places.length;
        return switch (first) {
            case Elements.Floats(float[] own) ->
                new Elements.Floats(picked(own, ((Elements.Floats) second).values(), new float[n], places));
            case Elements.Doubles(double[] own) ->
                new Elements.Doubles(picked(own, ((Elements.Doubles) second).values(), new double[n], places));
            case Elements.Longs(long[] own) ->
                new Elements.Longs(picked(own, ((Elements.Longs) second).values(), new long[n], places));
            case Elements.Ints(int[] own) ->
                new Elements.Ints(picked(own, ((Elements.Ints) second).values(), new int[n], places));
            case Elements.Shorts(short[] own) ->
                new Elements.Shorts(picked(own, ((Elements.Shorts) second).values(), new short[n], places));
            case Elements.Halves(short[] own) ->
                new Elements.Halves(picked(own, ((Elements.Halves) second).bits(), new short[n], places));
            case Elements.Octets(byte[] own) ->
                new Elements.Octets(picked(own, ((Elements.Octets) second).values(), new byte[n], places));
            case Elements.Texts(String[] own) ->
                new Elements.Texts(picked(own, ((Elements.Texts) second).values(), new String[n], places));
        };
    }

    @SuppressWarnings("SuspiciousSystemArraycopy") // all three are arrays of one kind
    private static <A> A picked(A first, A second, A into, int[] places) {
        int length = Array.getLength(first);
        for (int i = 0; i < places.length; i++) {
            if (places[i] < length) {
                System.arraycopy(first, places[i], into, i, 1);
            } else {
                System.arraycopy(second, places[i] - length, into, i, 1);
            }
        }
        return into;
    }
}
