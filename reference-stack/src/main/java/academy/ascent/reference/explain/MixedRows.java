package academy.ascent.reference.explain;

import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.Tensor;
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
        Elements picked = first.ofSize(places.length);
        for (int i = 0; i < places.length; i++) {
            boolean isFirst = places[i] < first.count();
            Object from = isFirst ? first.array() : second.array();
            System.arraycopy(from, isFirst ? places[i] : places[i] - first.count(), picked.array(), i, 1);
        }
        return picked;
    }
}
