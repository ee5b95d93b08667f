package academy.ascent.reference.fuzz;

import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** What holds of every request, whatever bytes it was read from. */
public final class Requests {
    private Requests() {}

    /** Fails unless the bytes are rejected with a message, or are a request that tells the truth. */
    public static void check(Supplier<InferRequest> reader) {
        InferRequest request;
        try {
            request = reader.get();
        } catch (RejectedRequest e) {
            require(!e.getMessage().isBlank(), "a rejection without a reason");
            return;
        }
        require(!request.inputs().isEmpty(), "a request without inputs");
        Set<String> names = new HashSet<>();
        for (Tensor tensor : request.inputs()) {
            require(names.add(tensor.name()), "an input twice");
            long count = Arrays.stream(tensor.shape()).reduce(1, Math::multiplyExact);
            require(count == tensor.elements().count(), "another number of elements than the shape says");
        }
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
