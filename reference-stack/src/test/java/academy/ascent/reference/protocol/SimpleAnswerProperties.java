package academy.ascent.reference.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

class SimpleAnswerProperties {
    @Property(tries = 2000)
    void theShortWayWritesWhatTheCompleteOneDoes(@ForAll("answers") InferResponse response) throws IOException {
        ByteArrayOutputStream complete = new ByteArrayOutputStream();
        Answers.inferCompletely(response, complete);

        ByteArrayOutputStream quick = new ByteArrayOutputStream();
        int written = SimpleAnswerWriter.write(response, _ -> false, quick);

        boolean simple = written != SimpleAnswerWriter.NOT_SIMPLE;
        assertThat(quick.toByteArray()).isEqualTo(simple ? complete.toByteArray() : new byte[0]);
        Statistics.collect(simple);
        Statistics.coverage(coverage -> coverage.check(true).percentage(percentage -> percentage > 20));
    }

    @Property(tries = 2000)
    void rawTensorsStandBehindTheJsonAsTheCompleteWayWritesThem(
            @ForAll("answers") InferResponse response, @ForAll boolean all, @ForAll boolean first) throws IOException {
        List<RequestedOutput> outputs = response.outputs().stream()
                .limit(1)
                .map(output -> new RequestedOutput(output.name(), Map.of("binary_data", first)))
                .toList();
        InferRequest request = new InferRequest(null, Map.of("binary_data_output", all), List.of(), outputs);
        ByteArrayOutputStream complete = new ByteArrayOutputStream();
        int completeLength = BinaryAnswers.writeCompletely(request, response, complete);

        ByteArrayOutputStream written = new ByteArrayOutputStream();
        assertThat(BinaryAnswers.write(request, response, written)).isEqualTo(completeLength);

        assertThat(written.toByteArray()).isEqualTo(complete.toByteArray());
    }

    @Provide
    Arbitrary<InferResponse> answers() {
        Arbitrary<String> names = Arbitraries.frequencyOf(
                Tuple.of(
                        9,
                        Arbitraries.strings()
                                .withCharRange(' ', '~')
                                .excludeChars('"', '\\')
                                .ofMaxLength(20)),
                Tuple.of(1, TensorArbitraries.text()),
                Tuple.of(1, Arbitraries.strings().alpha().ofMinLength(250).ofMaxLength(260)));
        Arbitrary<List<Tensor>> outputs = Arbitraries.oneOf(
                        names.flatMap(SimpleAnswerProperties::plain), TensorArbitraries.tensors())
                .list()
                .ofMaxSize(3)
                .uniqueElements(Tensor::name);
        Arbitrary<Map<String, Object>> parameters =
                Arbitraries.frequency(Tuple.of(9, Map.of()), Tuple.of(1, Map.of("arm", "a")));
        return Combinators.combine(names, names, names.injectNull(0.5), parameters, outputs)
                .as(InferResponse::new);
    }

    private static Arbitrary<Tensor> plain(String name) {
        Arbitrary<Float> floats = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.floats()),
                Tuple.of(1, Arbitraries.of(Float.NaN, Float.POSITIVE_INFINITY, -0f, Float.MIN_VALUE, 1e7f)));
        Arbitrary<Elements> elements = Arbitraries.oneOf(
                floats.array(float[].class).ofMaxSize(1100).map(Elements.Floats::new),
                Arbitraries.longs().array(long[].class).ofMaxSize(20).map(Elements.Longs::new));
        return elements.map(values -> new Tensor(
                name,
                values instanceof Elements.Floats ? Datatype.FP32 : Datatype.INT64,
                new long[] {values.count(), 1},
                values));
    }
}
