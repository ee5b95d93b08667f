package academy.ascent.reference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.KeepLoaded;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.RequestedOutput;
import academy.ascent.reference.protocol.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
    private static final Offset<Float> TOLERANCE = Offset.offset(1e-5f);

    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void answersColumnsAndTheWholeInputAlike() {
        try (Model model = load(TestModels.iris())) {
            float[] row = {4.8f, 3.1f, 1.6f, 0.2f};
            List<Tensor> columns = new ArrayList<>();
            for (int i = 3; i >= 0; i--) {
                columns.add(fp32(TestModels.IRIS_COLUMNS.get(i), new long[] {1, 1}, row[i]));
            }

            List<Tensor> byColumn = infer(model, columns);
            List<Tensor> whole = infer(model, List.of(fp32("features", new long[] {1, 4}, row)));

            assertThat(byColumn).usingRecursiveComparison().isEqualTo(whole);
            assertThat(((Elements.Longs) whole.getFirst().elements()).values()).containsExactly(0);
        }
    }

    @Test
    void putsColumnsTogetherRowByRow() {
        try (Model model = load(TestModels.iris())) {
            List<Tensor> columns = List.of(
                    fp32("sepal length", new long[] {2, 1}, 4.8f, 6.7f),
                    new Tensor("sepal width", Datatype.FP64, new long[] {2}, new Elements.Doubles(new double[] {3.1, 3.0
                    })),
                    fp32("petal length", new long[] {2}, 1.6f, 5.0f),
                    fp32("petal width", new long[] {2, 1}, 0.2f, 1.7f));
            Tensor rows = fp32("features", new long[] {2, 4}, 4.8f, 3.1f, 1.6f, 0.2f, 6.7f, 3.0f, 5.0f, 1.7f);

            assertThat(infer(model, columns)).usingRecursiveComparison().isEqualTo(infer(model, List.of(rows)));
        }
    }

    @Test
    void answersTheWantedOutputsOnly() {
        try (Model model = load(TestModels.iris())) {
            InferRequest request = new InferRequest(
                    "7",
                    Map.of(),
                    List.of(fp32("features", new long[] {1, 4}, 5.1f, 3.5f, 1.4f, 0.2f)),
                    List.of(RequestedOutput.named("probabilities")));

            assertThat(model.infer(request).id()).isEqualTo("7");
            assertThat(model.infer(request).outputs()).singleElement().satisfies(output -> {
                assertThat(output.name()).isEqualTo("probabilities");
                assertThat(output.shape()).containsExactly(1, 3);
                float[] values = ((Elements.Floats) output.elements()).values();
                assertThat(values[0] + values[1] + values[2]).isCloseTo(1, TOLERANCE);
            });
        }
    }

    @Test
    void carriesEveryDatatypeThereAndBack() {
        try (Model model = load(TestModels.config("echo.onnx", List.of(), List.of(), new KeepLoaded.Always()))) {
            long[] shape = {1, 2};
            List<Tensor> inputs = List.of(
                    fp32("fp32", shape, 1.5f, -2),
                    new Tensor("fp16", Datatype.FP16, shape, new Elements.Halves(new short[] {0x3C00, -1})),
                    new Tensor("bf16", Datatype.BF16, shape, new Elements.Halves(new short[] {0x3F80, -1})),
                    new Tensor("fp64", Datatype.FP64, shape, new Elements.Doubles(new double[] {1e300, -0.1})),
                    new Tensor("int64", Datatype.INT64, shape, new Elements.Longs(new long[] {Long.MIN_VALUE, 1})),
                    new Tensor("int32", Datatype.INT32, shape, new Elements.Ints(new int[] {Integer.MAX_VALUE, 2})),
                    new Tensor("int16", Datatype.INT16, shape, new Elements.Shorts(new short[] {-32768, 3})),
                    new Tensor("int8", Datatype.INT8, shape, new Elements.Octets(new byte[] {-128, 4})),
                    new Tensor("uint8", Datatype.UINT8, shape, new Elements.Octets(new byte[] {-1, 5})),
                    new Tensor("bool", Datatype.BOOL, shape, new Elements.Octets(new byte[] {1, 0})),
                    new Tensor("text", Datatype.BYTES, shape, new Elements.Texts(new String[] {"", "né\ud83d\ude00"})));

            List<Tensor> outputs = infer(model, inputs);

            List<Tensor> expected = inputs.stream()
                    .map(sent -> new Tensor(sent.name() + "_out", sent.datatype(), shape, sent.elements()))
                    .toList();
            assertThat(outputs)
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void carriesMoreThanItsScratchMemoryHolds() {
        try (Model model = load(TestModels.iris())) {
            Tensor rows = fp32("features", new long[] {20_000, 4}, new float[80_000]);

            assertThat(infer(model, List.of(rows)).getFirst().shape()).containsExactly(20_000);
        }
    }

    @Test
    void refusesWhatIsNotTheModelsInput() {
        try (Model model = load(TestModels.iris())) {
            assertRejected(model, "missing column \"sepal width\"", fp32("sepal length", new long[] {1, 1}, 1));
            assertRejected(
                    model,
                    "unknown tensor \"height\"; the model takes its input \"features\" or the columns",
                    fp32("height", new long[] {1, 1}, 1));
            assertRejected(
                    model,
                    "has the shape [1,2]; a column of n rows has [n,1]",
                    fp32("sepal length", new long[] {1, 2}, 1, 2));
            assertRejected(
                    model, "has the shape [1,3]; the model takes [-1,4]", fp32("features", new long[] {1, 3}, 1, 2, 3));
            assertRejected(
                    model, "has the shape [4]; the model takes [-1,4]", fp32("features", new long[] {4}, 1, 2, 3, 4));
            assertRejected(
                    model,
                    "has the datatype FP64; the model takes FP32",
                    new Tensor("features", Datatype.FP64, new long[] {1, 4}, new Elements.Doubles(new double[4])));
            assertRejected(
                    model,
                    "has 2 rows, but \"sepal length\" has 1",
                    fp32("sepal length", new long[] {1}, 1),
                    fp32("sepal width", new long[] {2}, 1, 2));
        }
    }

    @Test
    void refusesColumnsThatAreNoNumbersOrTooGreat() {
        try (Model model = load(TestModels.iris())) {
            long[] one = {1};
            Tensor[] columns = {
                fp32("sepal length", one, 1), fp32("sepal width", one, 1), fp32("petal length", one, 1), null
            };
            columns[3] = new Tensor("petal width", Datatype.BYTES, one, new Elements.Texts(new String[] {"1"}));
            assertRejected(model, "has the datatype BYTES; send numbers", columns);
            columns[3] = new Tensor("petal width", Datatype.BOOL, one, new Elements.Octets(new byte[] {1}));
            assertRejected(model, "has the datatype BOOL; send numbers", columns);
            columns[3] = new Tensor("petal width", Datatype.FP64, one, new Elements.Doubles(new double[] {1e40}));
            assertRejected(model, "element 0 of data is too great", columns);
        }
    }

    @Test
    void refusesAnOutputThatTheModelDoesNotAnswer() {
        ModelConfig config =
                TestModels.config("iris.onnx", List.of(), List.of("probabilities"), new KeepLoaded.Always());
        try (Model model = load(config)) {
            InferRequest request =
                    new InferRequest(null, Map.of(), model.example().inputs(), List.of(RequestedOutput.named("label")));

            assertThatExceptionOfType(RejectedRequest.class)
                    .isThrownBy(() -> model.infer(request))
                    .withMessage("unknown output \"label\"; the model answers [probabilities]");
        }
    }

    @Test
    void refusesAConfigurationThatDoesNotFitTheModel() {
        KeepLoaded always = new KeepLoaded.Always();
        assertInvalid(
                TestModels.config("iris.onnx", List.of("a", "b"), List.of(), always),
                "serving.yaml, line 4: 2 columns are declared, but the model's input \"features\" has 4");
        assertInvalid(
                TestModels.config("echo.onnx", List.of("a"), List.of(), always),
                "columns need a model with one FP32 input of two dimensions");
        assertInvalid(
                TestModels.config("iris.onnx", List.of("features", "a", "b", "c"), List.of(), always),
                "has the name of the model's input");
        assertInvalid(
                TestModels.config("iris.onnx", List.of(), List.of("score"), always),
                "the model has no output \"score\"; it has [label, probabilities]");
        assertInvalid(TestModels.config("iris-map.onnx", List.of(), List.of(), always), "zipmap=False");
        assertInvalid(
                TestModels.config("make_models.py", List.of(), List.of(), always),
                "serving.yaml, line 3: the model does not load");
    }

    @Test
    void aKeptModelIsLoadedOnce() {
        try (Model model = load(TestModels.iris())) {
            model.infer(model.example());
            model.infer(model.example());
        }
        assertThat(loads).hasValue(1);
        assertThat(runs).hasValue(2);
    }

    @Test
    void answersOutputsThatDeclareNoShape() {
        try (Model model = load(squeeze())) {
            for (int i = 0; i < 3; i++) {
                assertThat(infer(model, List.of(fp32("x", new long[] {1, 1, 4}, 1, 2, 3, 4))))
                        .usingRecursiveFieldByFieldElementComparator()
                        .containsExactly(fp32("y", new long[] {4}, 1, 2, 3, 4));
            }
            assertThat(infer(model, List.of(fp32("x", new long[] {2, 1, 4}, new float[8])))
                            .getFirst()
                            .shape())
                    .containsExactly(2, 4);
        }
    }

    @Test
    void refusesSizesThatNoElementBearsOut() {
        try (Model model = load(squeeze())) {
            assertRejected(
                    model,
                    "\"x\" has the shape [20000000,0,4] and no elements; without any, the sizes that the model leaves"
                            + " open may come to at most 1024",
                    fp32("x", new long[] {20_000_000, 0, 4}));
            assertRejected(model, "and no elements", fp32("x", new long[] {0, Integer.MAX_VALUE, 4}));

            assertThat(infer(model, List.of(fp32("x", new long[] {0, 1024, 4})))
                            .getFirst()
                            .shape())
                    .containsExactly(0, 1024, 4);
        }
    }

    @Test
    void withNoTimeToKeepItEveryRequestLoadsTheModel() {
        try (Model model = load(irisKept(Duration.ZERO))) {
            model.infer(model.example());
            model.infer(model.example());
        }
        assertThat(loads).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {50})
    void anIdleModelIsUnloadedAndLoadedAnewByTheNextRequest(long idleMillis) {
        try (Model model = load(irisKept(Duration.ofMillis(idleMillis)))) {
            model.infer(model.example());
            assertThat(loads).hasValue(2);
            await().pollDelay(Duration.ofMillis(4 * idleMillis)).untilAsserted(() -> {
                model.infer(model.example());
                assertThat(loads.get()).isGreaterThanOrEqualTo(3);
            });
        }
    }

    @Test
    void aModelInUseStaysLoaded() {
        try (Model model = load(irisKept(Duration.ofSeconds(30)))) {
            for (int i = 0; i < 20; i++) {
                model.infer(model.example());
            }
        }
        assertThat(loads).hasValue(2);
    }

    private static ModelConfig squeeze() {
        return TestModels.config("squeeze.onnx", List.of(), List.of(), new KeepLoaded.Always());
    }

    private static ModelConfig irisKept(Duration idle) {
        return TestModels.config("iris.onnx", List.of(), List.of(), new KeepLoaded.WhileUsed(idle));
    }

    private Model load(ModelConfig config) {
        Model model = Model.load(config, new ModelEvents() {
            @Override
            public void loaded() {
                loads.incrementAndGet();
            }

            @Override
            public void inferred(long nanos, int rows) {
                runs.incrementAndGet();
            }
        });
        model.startServing();
        return model;
    }

    private static List<Tensor> infer(Model model, List<Tensor> inputs) {
        return model.infer(InferRequest.of(inputs)).outputs();
    }

    private static void assertRejected(Model model, String reason, Tensor... inputs) {
        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> infer(model, List.of(inputs)))
                .withMessageContaining(reason);
    }

    private void assertInvalid(ModelConfig config, String reason) {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> load(config).close())
                .withMessageContaining(reason);
    }

    private static Tensor fp32(String name, long[] shape, float... values) {
        return new Tensor(name, Datatype.FP32, shape, new Elements.Floats(values));
    }
}
