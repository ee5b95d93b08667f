package academy.ascent.reference.data;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import java.util.ArrayList;
import java.util.List;

/** Rows of reference data in the form of a predictor's inputs. */
public final class InputRows {
    private final ReferenceData data;
    private final List<Input> inputs;

    private InputRows(ReferenceData data, List<Input> inputs) {
        this.data = data;
        this.inputs = inputs;
    }

    /**
     * Finds the inputs' columns in the data: an input of one column by its own name, a wider one by the names that it
     * declares or, where it declares none, by {@code columns} in their order.
     *
     * @param inputs each of the shape [rows] or [rows, columns]
     * @param columns empty for all columns of the data
     * @throws InvalidConfig if a column is missing or holds what the input does not take
     */
    public static InputRows of(ReferenceData data, List<TensorMetadata> inputs, List<String> columns) {
        List<Input> found = new ArrayList<>();
        for (TensorMetadata input : inputs) {
            List<Column> sources = new ArrayList<>();
            for (String name : names(data, input, columns)) {
                sources.add(input.datatype() == Datatype.BYTES ? texts(data, name) : data.numbers(name));
            }
            found.add(new Input(input, List.copyOf(sources)));
        }
        return new InputRows(data, List.copyOf(found));
    }

    private static List<String> names(ReferenceData data, TensorMetadata input, List<String> columns) {
        long width = width(data, input);
        if (width == 1 && data.column(input.name()).isPresent()) {
            return List.of(input.name());
        }
        List<String> names = columns;
        if (!input.columns().isEmpty()) {
            names = input.columns();
        } else if (columns.isEmpty()) {
            names = data.columns().stream().map(Column::name).toList();
        }
        if (width >= 0 && width != names.size()) {
            throw InvalidConfig.at(
                    data.file(),
                    1,
                    "the input \"" + input.name() + "\" takes " + width + " columns, but there are " + names.size()
                            + " for it: " + names + "; name its columns in their order in serving.yaml");
        }
        return names;
    }

    private static long width(ReferenceData data, TensorMetadata input) {
        return switch (input.shape().length) {
            case 1 -> 1;
            case 2 -> input.shape()[1];
            default ->
                throw InvalidConfig.in(
                        data.file(),
                        "rows do not fit the input \"" + input.name() + "\" of the shape "
                                + Tensor.shapeText(input.shape()) + "; only [rows] and [rows,columns] do");
        };
    }

    private static Column.Texts texts(ReferenceData data, String name) {
        return switch (data.required(name)) {
            case Column.Texts texts -> texts;
            case Column.Numbers _ ->
                throw InvalidConfig.at(
                        data.file(), 1, "column \"" + name + "\" holds numbers only, but the model takes text");
        };
    }

    /** The columns in the inputs' order. */
    public List<String> columns() {
        return inputs.stream()
                .flatMap(input -> input.sources().stream())
                .map(Column::name)
                .toList();
    }

    /** How many rows there are. */
    public int count() {
        return data.rows();
    }

    /**
     * Some of the rows, one tensor an input.
     *
     * @param rows from 0, in any order
     * @throws InvalidConfig if a cell does not fit the input's datatype
     */
    public List<Tensor> tensors(int[] rows) {
        List<Tensor> tensors = new ArrayList<>();
        for (Input input : inputs) {
            TensorMetadata to = input.metadata();
            int width = input.sources().size();
            long[] shape = to.shape().length == 1 ? new long[] {rows.length} : new long[] {rows.length, width};
            tensors.add(new Tensor(to.name(), to.datatype(), shape, elements(input, rows)));
        }
        return tensors;
    }

    private Elements elements(Input input, int[] rows) {
        int width = input.sources().size();
        double[] numbers = new double[input.isText() ? 0 : rows.length * width];
        String[] texts = new String[input.isText() ? rows.length * width : 0];
        for (int c = 0; c < width; c++) {
            for (int r = 0; r < rows.length; r++) {
                switch (input.sources().get(c)) {
                    case Column.Numbers column -> numbers[r * width + c] = number(input, column, rows[r]);
                    case Column.Texts column -> texts[r * width + c] = column.values()[rows[r]];
                }
            }
        }
        return input.isText()
                ? new Elements.Texts(texts)
                : CellElements.of(input.metadata().datatype(), numbers);
    }

    private double number(Input input, Column.Numbers column, int row) {
        double number = column.values()[row];
        Datatype datatype = input.metadata().datatype();
        if (!CellElements.fits(datatype, number)) {
            throw InvalidConfig.in(
                    data.file(),
                    "row " + (row + 1) + " below the header, column \"" + column.name() + "\": "
                            + (Double.isNaN(number) ? "a missing cell" : number) + " does not fit the input \""
                            + input.metadata().name() + "\" of " + datatype);
        }
        return number;
    }

    private record Input(TensorMetadata metadata, List<Column> sources) {
        boolean isText() {
            return metadata.datatype() == Datatype.BYTES;
        }
    }
}
