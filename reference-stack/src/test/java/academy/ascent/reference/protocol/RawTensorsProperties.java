package academy.ascent.reference.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RawTensorsProperties {
    @Property(tries = 500)
    void whatIsWrittenIsReadTheSame(@ForAll("tensors") Tensor tensor) {
        assertThat(read(tensor, RawTensors.write(tensor)))
                .usingRecursiveComparison()
                .isEqualTo(tensor.elements());
    }

    @Property(tries = 500)
    void aTruncatedTensorIsRejected(@ForAll("tensors") Tensor tensor, @ForAll @IntRange(max = 9999) int place) {
        byte[] whole = RawTensors.write(tensor);
        byte[] part = Arrays.copyOf(whole, place % whole.length);

        assertThatExceptionOfType(RejectedRequest.class).isThrownBy(() -> read(tensor, part));
    }

    @Property(tries = 1000)
    void anyBytesAreATensorOrRejected(@ForAll Datatype datatype, @ForAll @Size(max = 40) byte[] raw) {
        long[] shape = {datatype.width() == 0 ? 2 : raw.length / datatype.width()};
        try {
            assertThat(RawTensors.read("x", datatype, shape, ByteBuffer.wrap(raw))
                            .count())
                    .isEqualTo((int) shape[0]);
        } catch (RejectedRequest e) {
            assertThat(e.getMessage()).startsWith("x");
        }
    }

    private static Elements read(Tensor tensor, byte[] raw) {
        return RawTensors.read(tensor.name(), tensor.datatype(), tensor.shape(), ByteBuffer.wrap(raw));
    }

    @Provide
    Arbitrary<Tensor> tensors() {
        return TensorArbitraries.tensors();
    }
}
