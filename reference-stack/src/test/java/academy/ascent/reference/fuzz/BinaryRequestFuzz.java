package academy.ascent.reference.fuzz;

import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.InferRequestReader;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.TensorMetadata;
import java.util.Arrays;
import java.util.List;

/** Requests with raw tensors: two bytes with the length of the JSON, of which the highest bit is not used, the body. */
public final class BinaryRequestFuzz {
    private static final int HEADER_BYTES = 2;

    private BinaryRequestFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < HEADER_BYTES) {
            return;
        }
        int jsonLength = (input[0] & 0x7F) << Byte.SIZE | input[1] & 0xFF;
        byte[] body = Arrays.copyOfRange(input, HEADER_BYTES, input.length);
        for (Datatype datatype : Datatype.values()) {
            Requests.check(() -> InferRequestReader.read(body, Integer.toString(jsonLength), () -> model(datatype)));
            if (jsonLength != 0) {
                // Only a request without JSON asks what the model takes.
                return;
            }
        }
    }

    private static ModelMetadata model(Datatype datatype) {
        TensorMetadata input = new TensorMetadata("x", datatype, new long[] {-1, 1}, List.of());
        return new ModelMetadata("m", List.of("1"), "test", List.of(input), List.of());
    }
}
