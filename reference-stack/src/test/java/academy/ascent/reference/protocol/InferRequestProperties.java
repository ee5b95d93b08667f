package academy.ascent.reference.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        Arbitrary<String> ids = TensorArbitraries.text().injectNull(0.3);
        Arbitrary<List<Tensor>> inputs =
                TensorArbitraries.tensors().list().ofMinSize(1).ofMaxSize(4).uniqueElements(Tensor::name);
        Arbitrary<Map<String, Object>> parameters = Arbitraries.maps(
                        TensorArbitraries.text(), Arbitraries.<Object>of(true, 7L, 0.5, "é"))
                .ofMaxSize(3);
        Arbitrary<List<RequestedOutput>> outputs = Combinators.combine(TensorArbitraries.text(), parameters)
                .as(RequestedOutput::new)
                .list()
                .ofMaxSize(3)
                .uniqueElements(RequestedOutput::name);
        return Combinators.combine(ids, parameters, inputs, outputs).as(InferRequest::new);
    }
}
