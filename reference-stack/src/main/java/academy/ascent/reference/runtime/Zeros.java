package academy.ascent.reference.runtime;

import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import java.util.Arrays;

/** Makes tensors of zeros, with one wherever any size goes. */
final class Zeros {
    private Zeros() {}

    static Tensor of(TensorMetadata input) {
        long[] shape =
                Arrays.stream(input.shape()).map(size -> size < 0 ? 1 : size).toArray();
        int count = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        Elements elements = switch (input.datatype()) {
            case FP32 -> new Elements.Floats(new float[count]);
            case FP64 -> new Elements.Doubles(new double[count]);
            case INT64, UINT64 -> new Elements.Longs(new long[count]);
            case INT32, UINT32 -> new Elements.Ints(new int[count]);
            case FP16, BF16 -> new Elements.Halves(new short[count]);
            case INT16, UINT16 -> new Elements.Shorts(new short[count]);
            case INT8, UINT8, BOOL -> new Elements.Octets(new byte[count]);
            case BYTES -> {
                String[] texts = new String[count];
                Arrays.fill(texts, "");
                yield new Elements.Texts(texts);
            }
        };
        return new Tensor(input.name(), input.datatype(), shape, elements);
    }
}
