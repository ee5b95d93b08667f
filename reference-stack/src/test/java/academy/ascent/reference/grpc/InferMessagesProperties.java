package academy.ascent.reference.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.grpc.wire.ModelInferRequest;
import academy.ascent.reference.grpc.wire.ModelInferRequest.InferInputTensor;
import academy.ascent.reference.grpc.wire.ModelInferResponse;
import academy.ascent.reference.grpc.wire.ModelInferResponse.InferOutputTensor;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.Tensor;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class InferMessagesProperties {
    @Property
    void rawAndTypedTensorsComeBackAsTheyWere(
            @ForAll @Size(min = 1, max = 4) List<@From("tensors") Tensor> tensors, @ForAll boolean raw) {
        List<Tensor> named = IntStream.range(0, tensors.size())
                .mapToObj(i -> {
                    Tensor tensor = tensors.get(i);
                    return new Tensor("t" + i, tensor.datatype(), tensor.shape(), tensor.elements());
                })
                .toList();
        ModelInferResponse answer = InferResponses.message(InferResponse.of("m", "1", null, named), raw);

        List<Tensor> back = InferRequests.read(asRequest(answer)).inputs();

        assertThat(back).usingRecursiveComparison().isEqualTo(named);
    }

    @Property
    void aContentThatIsCutOrTooLongIsRejectedByName(
            @ForAll("tensors") Tensor tensor, @ForAll @IntRange(min = 1, max = 3) int bytes, @ForAll boolean cut) {
        Tensor named = new Tensor("t", tensor.datatype(), tensor.shape(), tensor.elements());
        ModelInferRequest whole =
                asRequest(InferResponses.message(InferResponse.of("m", "1", null, List.of(named)), true));
        ByteString raw = whole.getRawInputContents(0);
        if (cut && raw.size() < bytes) {
            return;
        }
        ByteString wrong =
                cut ? raw.substring(0, raw.size() - bytes) : raw.concat(ByteString.copyFrom(new byte[bytes]));
        // Some whole elements more or less are still whole elements, but not as many as the shape says.
        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> InferRequests.read(
                        whole.toBuilder().setRawInputContents(0, wrong).build()))
                .withMessageContaining("input \"t\"");
    }

    @Property(tries = 2000)
    void whateverBitIsFlippedTheRequestIsReadOrRejected(
            @ForAll("tensors") Tensor tensor, @ForAll boolean raw, @ForAll @IntRange(max = 1 << 20) int place) {
        byte[] bytes = asRequest(InferResponses.message(InferResponse.of("m", "1", "id", List.of(tensor)), raw))
                .toByteArray();
        bytes[place / 8 % bytes.length] ^= (byte) (1 << place % 8);
        try {
            assertThat(InferRequests.read(ModelInferRequest.parseFrom(bytes)).inputs())
                    .isNotEmpty();
        } catch (InvalidProtocolBufferException | RejectedRequest e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static ModelInferRequest asRequest(ModelInferResponse answer) {
        ModelInferRequest.Builder request =
                ModelInferRequest.newBuilder().addAllRawInputContents(answer.getRawOutputContentsList());
        for (InferOutputTensor output : answer.getOutputsList()) {
            InferInputTensor.Builder input = request.addInputsBuilder()
                    .setName(output.getName())
                    .setDatatype(output.getDatatype())
                    .addAllShape(output.getShapeList());
            if (output.hasContents()) {
                input.setContents(output.getContents());
            }
        }
        return request.build();
    }

    @Provide
    Arbitrary<Tensor> tensors() {
        Arbitrary<long[]> shapes =
                Arbitraries.longs().between(0, 4).array(long[].class).ofMaxSize(4);
        return Combinators.combine(Arbitraries.strings().ofMaxLength(5), Arbitraries.of(Datatype.class), shapes)
                .flatAs((name, datatype, shape) -> elements(
                                datatype, (int) LongStream.of(shape).reduce(1, Math::multiplyExact))
                        .map(elements -> new Tensor(name, datatype, shape, elements)));
    }

    private static Arbitrary<Elements> elements(Datatype datatype, int count) {
        return switch (datatype) {
            case FP32 -> Arbitraries.floats().array(float[].class).ofSize(count).map(Elements.Floats::new);
            case FP64 ->
                Arbitraries.doubles().array(double[].class).ofSize(count).map(Elements.Doubles::new);
            case INT64, UINT64 ->
                Arbitraries.longs().array(long[].class).ofSize(count).map(Elements.Longs::new);
            case INT32, UINT32 ->
                Arbitraries.integers().array(int[].class).ofSize(count).map(Elements.Ints::new);
            case INT16, UINT16 ->
                Arbitraries.shorts().array(short[].class).ofSize(count).map(Elements.Shorts::new);
            case FP16, BF16 ->
                Arbitraries.shorts().array(short[].class).ofSize(count).map(Elements.Halves::new);
            case INT8, UINT8 ->
                Arbitraries.bytes().array(byte[].class).ofSize(count).map(Elements.Octets::new);
            case BOOL ->
                Arbitraries.bytes()
                        .between((byte) 0, (byte) 1)
                        .array(byte[].class)
                        .ofSize(count)
                        .map(Elements.Octets::new);
            case BYTES ->
                Arbitraries.strings()
                        .filter(text ->
                                text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE))
                        .array(String[].class)
                        .ofSize(count)
                        .map(Elements.Texts::new);
        };
    }
}
