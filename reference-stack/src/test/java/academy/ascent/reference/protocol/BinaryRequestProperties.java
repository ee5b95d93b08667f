package academy.ascent.reference.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.protocol.BinaryRequests.Binary;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BinaryRequestProperties {
    @Property(tries = 300)
    void whatIsWrittenIsReadTheSame(@ForAll("requests") InferRequest request, @ForAll int raws) {
        assertThat(written(request, raws).read()).usingRecursiveComparison().isEqualTo(request);
    }

    @Property(tries = 300)
    void aTruncatedRequestIsRejected(
            @ForAll("requests") InferRequest request, @ForAll int raws, @ForAll @IntRange(max = 9999) int place) {
        Binary whole = written(request, raws);
        byte[] part = Arrays.copyOf(whole.body(), place % whole.body().length);

        assertThatExceptionOfType(RejectedRequest.class).isThrownBy(() -> new Binary(part, whole.jsonLength()).read());
    }

    @Property(tries = 500)
    void aFlippedBitGivesARequestOrARejection(
            @ForAll("requests") InferRequest request,
            @ForAll int raws,
            @ForAll @IntRange(max = 9999) int place,
            @ForAll @IntRange(max = 7) int bit) {
        Binary damaged = written(request, raws);
        damaged.body()[place % damaged.body().length] ^= (byte) (1 << bit);

        assertReadOrRejected(damaged);
    }

    @Property(tries = 300)
    void anyLengthOfTheJsonGivesARequestOrARejection(
            @ForAll("requests") InferRequest request, @ForAll int raws, @ForAll @IntRange(max = 9999) int jsonLength) {
        assertReadOrRejected(new Binary(written(request, raws).body(), jsonLength));
    }

    private static void assertReadOrRejected(Binary binary) {
        try {
            for (Tensor tensor : binary.read().inputs()) {
                assertThat(tensor.elements().count()).isEqualTo(Shapes.elementCount("x", tensor.shape()));
            }
        } catch (RejectedRequest e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** Written with raw bytes for the tensors whose bit is set in {@code raws}. */
    private static Binary written(InferRequest request, int raws) {
        return BinaryRequests.write(request, tensor -> (raws >> request.inputs().indexOf(tensor) & 1) == 1);
    }

    @Provide
    Arbitrary<InferRequest> requests() {
        return TensorArbitraries.tensors()
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .uniqueElements(Tensor::name)
                .map(inputs -> new InferRequest("7", Map.of(), inputs, List.of()));
    }
}
