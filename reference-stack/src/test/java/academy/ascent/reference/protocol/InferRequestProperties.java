package academy.ascent.reference.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class InferRequestProperties {
    @Property(tries = 500)
    void whatIsWrittenIsReadTheSame(@ForAll("requests") InferRequest request) {
        assertThat(InferRequestReader.read(InferRequestWriter.write(request)))
                .usingRecursiveComparison()
                .isEqualTo(request);
    }

    @Property(tries = 500)
    void aTruncatedRequestIsRejected(
            @ForAll("requests") InferRequest request, @ForAll @IntRange(max = 9999) int place) {
        byte[] whole = InferRequestWriter.write(request);
        byte[] part = Arrays.copyOf(whole, place % whole.length);

        assertThatExceptionOfType(RejectedRequest.class).isThrownBy(() -> InferRequestReader.read(part));
    }

    @Property(tries = 1000)
    void aDamagedRequestIsReadOrRejectedButNeverBreaksTheReader(
            @ForAll("requests") InferRequest request, @ForAll @IntRange(max = 9999) int place, @ForAll byte damage) {
        byte[] body = InferRequestWriter.write(request);
        body[place % body.length] = damage;

        assertReadOrRejected(body);
    }

    @Property(tries = 1000)
    void anyBytesAreRejectedAndNeverBreakTheReader(@ForAll @Size(max = 200) byte[] body) {
        assertReadOrRejected(body);
    }

    @Property(tries = 50)
    void deepNestingIsRejected(@ForAll @IntRange(min = 40, max = 100_000) int depth, @ForAll("places") String place) {
        String body = place.formatted("[".repeat(depth));

        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> InferRequestReader.read(body.getBytes(UTF_8)));
    }

    @Property(tries = 100)
    void aNumberOfManyDigitsIsRejected(@ForAll @IntRange(min = 100, max = 100_000) int digits) {
        String body = "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[" + "9".repeat(digits)
                + "]}]}";

        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> InferRequestReader.read(body.getBytes(UTF_8)));
    }

    private static void assertReadOrRejected(byte[] body) {
        try {
            assertThat(InferRequestReader.read(body).inputs()).isNotEmpty();
        } catch (RejectedRequest e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> places() {
        return Arbitraries.of(
                "%s",
                "{\"x\":%s",
                "{\"id\":%s",
                "{\"inputs\":%s",
                "{\"inputs\":[{\"data\":%s",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":%s",
                "{\"inputs\":[{\"name\":\"x\",\"shape\":%s");
    }

    @Provide
    Arbitrary<InferRequest> requests() {
        Arbitrary<String> ids = text().injectNull(0.3);
        Arbitrary<List<Tensor>> inputs =
                tensors().list().ofMinSize(1).ofMaxSize(4).uniqueElements(Tensor::name);
        Arbitrary<Map<String, Object>> parameters = Arbitraries.maps(text(), Arbitraries.<Object>of(true, 7L, 0.5, "é"))
                .ofMaxSize(3);
        Arbitrary<List<RequestedOutput>> outputs = Combinators.combine(text(), parameters)
                .as(RequestedOutput::new)
                .list()
                .ofMaxSize(3)
                .uniqueElements(RequestedOutput::name);
        return Combinators.combine(ids, parameters, inputs, outputs).as(InferRequest::new);
    }

    private static Arbitrary<Tensor> tensors() {
        Arbitrary<long[]> shapes = Arbitraries.longs()
                .between(1, 4)
                .array(long[].class)
                .ofMinSize(1)
                .ofMaxSize(4);
        return Combinators.combine(text(), Arbitraries.of(Datatype.class), shapes)
                .flatAs((name, datatype, shape) -> elements(
                                datatype, (int) LongStream.of(shape).reduce(1, Math::multiplyExact))
                        .map(elements -> new Tensor(name, datatype, shape, elements)));
    }

    private static Arbitrary<Elements> elements(Datatype datatype, int count) {
        return switch (datatype) {
            case FP32 -> Arbitraries.floats().array(float[].class).ofSize(count).map(Elements.Floats::new);
            case FP64 ->
                Arbitraries.doubles().array(double[].class).ofSize(count).map(Elements.Doubles::new);
            case INT64 -> Arbitraries.longs().array(long[].class).ofSize(count).map(Elements.Longs::new);
            case INT32 ->
                Arbitraries.integers().array(int[].class).ofSize(count).map(Elements.Ints::new);
            case INT16 ->
                Arbitraries.shorts().array(short[].class).ofSize(count).map(Elements.Shorts::new);
            case INT8, UINT8 ->
                Arbitraries.bytes().array(byte[].class).ofSize(count).map(Elements.Octets::new);
            case BOOL ->
                Arbitraries.bytes()
                        .between((byte) 0, (byte) 1)
                        .array(byte[].class)
                        .ofSize(count)
                        .map(Elements.Octets::new);
            case BYTES -> text().array(String[].class).ofSize(count).map(Elements.Texts::new);
        };
    }

    /** Text of any code points but lone surrogates. */
    private static Arbitrary<String> text() {
        return Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .list()
                .ofMaxSize(10)
                .map(points -> points.stream()
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
    }
}
