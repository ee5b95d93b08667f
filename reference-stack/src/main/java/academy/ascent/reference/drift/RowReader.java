package academy.ascent.reference.drift;

import academy.ascent.reference.config.DriftConfig.Prediction;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows where in requests and answers the watched columns stand: as an element of a row of the model's input, or as a
 * tensor of the column's own name.
 */
final class RowReader {
    private static final int UNWATCHED = -1;

    private final Map<String, int[]> places = new HashMap<>();
    private final List<WatchedColumn> columns;
    private final int[] textPlaces;
    private final Optional<Prediction> prediction;

    /** A reader of these columns; the prediction, where there is one, is the last of them. */
    RowReader(ModelMetadata model, List<WatchedColumn> columns, Optional<Prediction> prediction) {
        this.columns = columns;
        this.prediction = prediction;
        textPlaces = new int[columns.size()];
        Map<String, Integer> byName = new HashMap<>();
        int texts = 0;
        for (int i = 0; i < columns.size(); i++) {
            textPlaces[i] = columns.get(i).holdsText() ? texts++ : UNWATCHED;
            if (prediction.isEmpty() || i < columns.size() - 1) {
                byName.put(columns.get(i).name(), i);
                places.put(columns.get(i).name(), new int[] {i});
            }
        }
        for (TensorMetadata input : model.inputs()) {
            List<String> names = InputColumns.names(input);
            places.put(
                    input.name(),
                    names.stream()
                            .mapToInt(name -> byName.getOrDefault(name, UNWATCHED))
                            .toArray());
        }
    }

    /** How many rows a request has: the size of its first tensor's first dimension. */
    static int rows(InferRequest request) {
        Tensor first = request.inputs().getFirst();
        return first.shape().length == 0 ? 1 : (int) first.shape()[0];
    }

    /** The rows of a request and its answer. */
    RowBuffer.Source source(InferRequest request, InferResponse response, int rows) {
        return (row, numbers, number, texts, text) -> {
            Arrays.fill(numbers, number, number + columns.size(), Cells.MISSING);
            for (Tensor tensor : request.inputs()) {
                int[] targets = places.get(tensor.name());
                if (targets != null && tensor.elements().count() == (long) rows * targets.length) {
                    for (int i = 0; i < targets.length; i++) {
                        if (targets[i] != UNWATCHED) {
                            copy(tensor, row * targets.length + i, targets[i], numbers, number, texts, text);
                        }
                    }
                }
            }
            Tensor answer = answer(response);
            int place = answer == null ? UNWATCHED : place(answer, row, rows);
            if (answer != null && place != UNWATCHED) {
                copy(answer, place, columns.size() - 1, numbers, number, texts, text);
            }
        };
    }

    private void copy(
            Tensor tensor, int element, int column, double[] numbers, int number, @Nullable String[] texts, int text) {
        boolean holdsText = textPlaces[column] != UNWATCHED;
        if (tensor.elements() instanceof Elements.Texts(String[] values)) {
            if (holdsText) {
                texts[text + textPlaces[column]] = values[element];
            }
        } else if (!holdsText) {
            numbers[number + column] = number(tensor, element);
        }
    }

    /** The usual datatype first: a switch over all of them takes several times as long. */
    static double number(Tensor tensor, int element) {
        return tensor.elements() instanceof Elements.Floats(float[] values) ? values[element] : tensor.number(element);
    }

    /** The output that holds the prediction; null where it is not watched or was not asked for. */
    @Nullable
    Tensor answer(InferResponse response) {
        if (prediction.isPresent()) {
            for (Tensor output : response.outputs()) {
                if (output.name().equals(prediction.get().output())) {
                    return output;
                }
            }
        }
        return null;
    }

    /** Which element of the output is a row's prediction; −1 where the output has another form. */
    int place(Tensor answer, int row, int rows) {
        int width = answer.elements().count() / Math.max(1, rows);
        int index = Math.max(0, prediction.orElseThrow().index());
        return index < width && (long) width * rows == answer.elements().count() ? row * width + index : UNWATCHED;
    }
}
