package academy.ascent.reference.runtime;

import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A request that waits for its inference, with its checked inputs. */
record Pending(
        InferRequest request,
        List<Tensor> inputs,
        List<TensorMetadata> wanted,
        CompletableFuture<InferResponse> answer,
        long sinceNanos) {
    Pending(InferRequest request, List<Tensor> inputs, List<TensorMetadata> wanted) {
        this(request, inputs, wanted, new CompletableFuture<>(), System.nanoTime());
    }

    int rows() {
        return RowBatch.rows(inputs);
    }
}
