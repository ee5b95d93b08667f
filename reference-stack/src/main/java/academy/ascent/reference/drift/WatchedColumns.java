package academy.ascent.reference.drift;

import academy.ascent.reference.config.DriftConfig;
import academy.ascent.reference.config.DriftConfig.Prediction;
import academy.ascent.reference.config.DriftConfig.Stream;
import academy.ascent.reference.config.DriftConfig.Type;
import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.data.Column;
import academy.ascent.reference.data.ReferenceData;
import academy.ascent.reference.drift.WatchedColumn.Content;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.TensorMetadata;
import academy.ascent.reference.statistics.CategoricalColumn;
import academy.ascent.reference.statistics.CategoricalReference;
import academy.ascent.reference.statistics.DriftTest;
import academy.ascent.reference.statistics.NumericColumn;
import academy.ascent.reference.statistics.NumericReference;
import academy.ascent.reference.statistics.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prepares the columns that a monitor watches from its configuration, the predictor and the reference data. */
final class WatchedColumns {
    private static final int MOST_CATEGORIES = 1000;

    private final DriftConfig config;
    private final ModelMetadata model;
    private final ReferenceData data;

    private WatchedColumns(DriftConfig config, ModelMetadata model, ReferenceData data) {
        this.config = config;
        this.model = model;
        this.data = data;
    }

    /**
     * The watched columns; where there is a prediction, it is the last of them.
     *
     * @throws InvalidConfig if predictor, configuration and reference data do not fit each other
     */
    static List<WatchedColumn> of(DriftConfig config, ModelMetadata model, ReferenceData data) {
        return new WatchedColumns(config, model, data).columns();
    }

    private List<WatchedColumn> columns() {
        Map<String, Datatype> taken = taken();
        List<WatchedColumn> columns = new ArrayList<>();
        taken.forEach((name, datatype) -> {
            boolean text = datatype == Datatype.BYTES;
            Type usual = text || datatype == Datatype.BOOL || data.required(name) instanceof Column.Texts
                    ? Type.CATEGORICAL
                    : Type.NUMERIC;
            columns.add(column(name, data.required(name), datatype, usual));
        });
        config.prediction().ifPresent(prediction -> columns.add(prediction(prediction)));
        Set<String> names = new HashSet<>();
        columns.forEach(column -> names.add(column.name()));
        requireKnown("types", config.types().keySet(), names);
        requireKnown("tests", config.tests().keySet(), names);
        requireKnown("thresholds", config.thresholds().keySet(), names);
        return List.copyOf(columns);
    }

    /** The columns that the predictor takes and that are to be watched, with what they are sent as. */
    private Map<String, Datatype> taken() {
        Map<String, Datatype> all = new LinkedHashMap<>();
        for (TensorMetadata input : model.inputs()) {
            InputColumns.names(input).forEach(name -> all.put(name, input.datatype()));
        }
        if (all.isEmpty()) {
            throw config.source()
                    .fault("name", "\"" + config.name() + "\" tells no columns; declare the model's columns");
        }
        if (all.containsKey(Stream.PREDICTION) && config.prediction().isPresent()) {
            throw config.source()
                    .fault(
                            "prediction",
                            "the model has a column \"prediction\" too; rename it or leave prediction out");
        }
        if (config.columns().isEmpty()) {
            return all;
        }
        requireKnown("columns", config.columns(), all.keySet());
        all.keySet().retainAll(config.columns());
        return all;
    }

    private void requireKnown(String key, Collection<String> named, Collection<String> known) {
        for (String name : named) {
            if (!known.contains(name)) {
                throw config.source()
                        .fault(key, key + " names \"" + name + "\", which is not watched; there are " + known);
            }
        }
    }

    private WatchedColumn prediction(Prediction prediction) {
        TensorMetadata output = model.outputs().stream()
                .filter(each -> each.name().equals(prediction.output()))
                .findFirst()
                .orElseThrow(() -> prediction
                        .source()
                        .fault(
                                "output",
                                "there is no output \"" + prediction.output() + "\"; there are "
                                        + model.outputs().stream()
                                                .map(TensorMetadata::name)
                                                .toList()));
        boolean number = switch (output.datatype()) {
            case FP16, BF16, FP32, FP64 -> true;
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BYTES -> prediction.isScore();
        };
        Column cells = data.required(prediction.column());
        return column(Stream.PREDICTION, cells, output.datatype(), number ? Type.NUMERIC : Type.CATEGORICAL);
    }

    private WatchedColumn column(String name, Column cells, Datatype datatype, Type usual) {
        Type type = config.types().getOrDefault(name, usual);
        boolean text = datatype == Datatype.BYTES;
        if (type == Type.NUMERIC && text) {
            throw config.source().fault("types", "\"" + name + "\" comes as text; it can only be categorical");
        }
        return switch (type) {
            case NUMERIC -> numeric(name, data.numbers(cells.name()).values());
            case CATEGORICAL -> categorical(name, cells, text, datatype == Datatype.BOOL);
        };
    }

    private WatchedColumn numeric(String name, double[] values) {
        NumericColumn column = NumericColumn.of(values);
        requireValues(name, column.size());
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        Bins.OfNumbers bins = Bins.OfNumbers.of(sorted);
        long[] bars = new long[bins.labels().size()];
        Arrays.stream(sorted).forEach(value -> bars[bins.bin(value)]++);
        NumericReference reference = (NumericReference) Reference.of(column);
        return watched(name, false, new Content.Numbers(reference, bins), reference, bars, column.missing());
    }

    private WatchedColumn categorical(String name, Column cells, boolean text, boolean truths) {
        Categories spelling = new Categories(cells instanceof Column.Numbers, truths);
        CategoricalColumn column = CategoricalColumn.of(
                switch (cells) {
                    case Column.Numbers(String _, double[] values) ->
                        Arrays.stream(values).mapToObj(spelling::of);
                    case Column.Texts(String _, String[] values, int _) ->
                        Arrays.stream(values).map(spelling::of);
                });
        requireValues(name, column.size());
        if (column.counts().size() > MOST_CATEGORIES) {
            throw InvalidConfig.in(
                    data.file(),
                    "column \"" + name + "\" has " + column.counts().size() + " categories; at most " + MOST_CATEGORIES
                            + " can be compared: leave it out of columns, or group them");
        }
        Bins.OfCategories bins = Bins.OfCategories.of(column.counts());
        long[] bars = new long[bins.labels().size()];
        column.counts().forEach((category, count) -> bars[bins.bin(category)] += count);
        CategoricalReference reference = (CategoricalReference) Reference.of(column);
        return watched(name, text, new Content.Texts(reference, bins, spelling), reference, bars, column.missing());
    }

    private void requireValues(String name, long values) {
        if (values < 2) {
            throw InvalidConfig.in(
                    data.file(), "column \"" + name + "\" has " + values + " values; at least two are needed");
        }
    }

    private WatchedColumn watched(
            String name, boolean text, Content content, Reference reference, long[] bars, long missing) {
        DriftTest test = config.tests().containsKey(name) ? test(config.tests().get(name)) : reference.chosenTest();
        if (test.needsNumbers() && content instanceof Content.Texts) {
            throw config.source()
                    .fault("tests", "\"" + name + "\" is categorical, but " + test.label() + " needs numbers");
        }
        double all = reference.size();
        return new WatchedColumn(
                name,
                text,
                content,
                test,
                config.thresholds().getOrDefault(name, test.threshold()),
                Arrays.stream(bars).mapToObj(count -> count / all).toList(),
                (double) missing / data.rows(),
                config.quality());
    }

    private static DriftTest test(DriftConfig.Test configured) {
        return switch (configured) {
            case KOLMOGOROV_SMIRNOV -> DriftTest.KOLMOGOROV_SMIRNOV;
            case WASSERSTEIN -> DriftTest.WASSERSTEIN;
            case PSI -> DriftTest.POPULATION_STABILITY;
            case JENSEN_SHANNON -> DriftTest.JENSEN_SHANNON;
            case CHI_SQUARE -> DriftTest.CHI_SQUARE;
            case Z_TEST -> DriftTest.PROPORTIONS;
        };
    }
}
