package academy.ascent.reference.drift;

import academy.ascent.reference.protocol.TensorMetadata;
import java.util.List;
import java.util.stream.IntStream;

/** The columns that an input has by name. */
final class InputColumns {
    private InputColumns() {}

    /**
     * The names that the model declares, else the input's own where a row of it is one element, else {@code name[0]},
     * {@code name[1]} …; none where the size of a row is not known beforehand.
     */
    static List<String> names(TensorMetadata input) {
        if (!input.columns().isEmpty()) {
            return input.columns();
        }
        long width = 1;
        for (int i = 1; i < input.shape().length; i++) {
            if (input.shape()[i] < 0) {
                return List.of();
            }
            width *= input.shape()[i];
        }
        return width == 1
                ? List.of(input.name())
                : IntStream.range(0, Math.toIntExact(width))
                        .mapToObj(i -> input.name() + "[" + i + "]")
                        .toList();
    }
}
