package academy.ascent.reference.runtime;

import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts tensors of one column each together into a model's one input of many columns. */
final class Columns {
    private final String input;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> names;

    private Columns(String input, List<String> names) {
        this.input = input;
        this.names = names;
        for (String name : names) {
            places.put(name, places.size());
        }
    }

    /** The columns that the model is configured with; those that it declares itself must fit its inputs. */
    static Optional<Columns> of(ModelConfig config, List<TensorMetadata> inputs) {
        List<String> names = config.columns();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> misfit = misfit(names, inputs);
        if (misfit.isEmpty()) {
            return Optional.of(new Columns(inputs.getFirst().name(), names));
        }
        if (config.source().declares("columns")) {
            throw config.source().fault("columns", misfit.get());
        }
        return Optional.empty();
    }

    private static Optional<String> misfit(List<String> names, List<TensorMetadata> inputs) {
        TensorMetadata input = inputs.getFirst();
        if (inputs.size() != 1 || input.datatype() != Datatype.FP32 || input.shape().length != 2) {
            return Optional.of("columns need a model with one FP32 input of two dimensions; this model has "
                    + Signature.described(inputs) + "; leave columns out");
        }
        long width = input.shape()[1];
        if (width >= 0 && width != names.size()) {
            return Optional.of(names.size() + " columns are declared, but the model's input \"" + input.name()
                    + "\" has " + width + "; list each column once, in the order of training");
        }
        if (names.contains(input.name())) {
            return Optional.of(
                    "the column \"" + input.name() + "\" has the name of the model's input; rename the column");
        }
        return Optional.empty();
    }

    List<String> names() {
        return names;
    }

    /** One row of zeros. */
    List<Tensor> example() {
        return names.stream()
                .map(name -> Zeros.of(new TensorMetadata(name, Datatype.FP32, new long[] {1, 1}, List.of())))
                .toList();
    }

    /** The model's input, row by row. */
    Tensor assemble(List<Tensor> tensors) {
        int rows = rows(tensors.getFirst());
        requireAll(tensors, rows);
        int width = names.size();
        float[] values = new float[Math.multiplyExact(rows, width)];
        for (Tensor tensor : tensors) {
            copy(tensor, values, place(tensor), width);
        }
        return new Tensor(input, Datatype.FP32, new long[] {rows, width}, new Elements.Floats(values));
    }

    private void requireAll(List<Tensor> tensors, int rows) {
        boolean[] there = new boolean[names.size()];
        for (Tensor tensor : tensors) {
            there[place(tensor)] = true;
            if (rows(tensor) != rows) {
                throw new RejectedRequest("column \"" + tensor.name() + "\" has " + rows(tensor) + " rows, but \""
                        + tensors.getFirst().name() + "\" has " + rows);
            }
        }
        for (int i = 0; i < there.length; i++) {
            if (!there[i]) {
                throw new RejectedRequest("missing column \"" + names.get(i) + "\"; send every one of " + names);
            }
        }
    }

    private int place(Tensor tensor) {
        Integer place = places.get(tensor.name());
        if (place == null) {
            throw new RejectedRequest("unknown tensor \"" + tensor.name() + "\"; the model takes its input \"" + input
                    + "\" or the columns " + names);
        }
        return place;
    }

    private static int rows(Tensor column) {
        long[] shape = column.shape();
        if (shape.length == 0 || shape.length > 2 || (shape.length == 2 && shape[1] != 1)) {
            throw new RejectedRequest("column \"" + column.name() + "\" has the shape " + Tensor.shapeText(shape)
                    + "; a column of n rows has [n,1]");
        }
        return (int) shape[0];
    }

    private static void copy(Tensor column, float[] values, int place, int width) {
        if (column.datatype() == Datatype.BOOL || column.datatype() == Datatype.BYTES) {
            throw notNumeric(column);
        }
        int count = column.elements().count();
        for (int row = 0; row < count; row++) {
            double number = column.number(row);
            float value = (float) number;
            if (Float.isInfinite(value) && Double.isFinite(number)) {
                throw new RejectedRequest("column \"" + column.name() + "\": element " + row
                        + " of data is too great for the model's FP32 input");
            }
            values[row * width + place] = value;
        }
    }

    private static RejectedRequest notNumeric(Tensor column) {
        return new RejectedRequest(
                "column \"" + column.name() + "\" has the datatype " + column.datatype() + "; send numbers, best FP32");
    }
}
