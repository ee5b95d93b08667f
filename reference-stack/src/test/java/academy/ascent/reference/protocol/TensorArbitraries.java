package academy.ascent.reference.protocol;

import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any tensors that JSON can carry. */
final class TensorArbitraries {
    private TensorArbitraries() {}

    static Arbitrary<Tensor> tensors() {
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
            case INT64, UINT64 ->
                Arbitraries.longs().array(long[].class).ofSize(count).map(Elements.Longs::new);
            case INT32, UINT32 ->
                Arbitraries.integers().array(int[].class).ofSize(count).map(Elements.Ints::new);
            case FP16, BF16 ->
                halves(datatype).array(short[].class).ofSize(count).map(Elements.Halves::new);
            case INT16, UINT16 ->
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

    /** Finite ones, since JSON carries no others. */
    private static Arbitrary<Short> halves(Datatype datatype) {
        return Arbitraries.shorts().filter(bits -> Float.isFinite(HalfPrecision.value(datatype, bits)));
    }

    /** Text of any code points but lone surrogates. */
    static Arbitrary<String> text() {
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
