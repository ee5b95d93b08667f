package academy.ascent.reference.runtime;

import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import academy.ascent.reference.tracing.CurrentTrace;
import academy.ascent.reference.tracing.Trace;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A request that waits for its inference, with its checked inputs. */
record Pending(
        InferRequest request,
        List<Tensor> inputs,
        List<TensorMetadata> wanted,
        CompletableFuture<InferResponse> answer,
        long sinceNanos,
        @Nullable Trace trace) {
    Pending(InferRequest request, List<Tensor> inputs, List<TensorMetadata> wanted) {
        this(request, inputs, wanted, new CompletableFuture<>(), System.nanoTime(), CurrentTrace.get());
    }

    /** Tells what took place in the request's trace, if it has one. */
    void traced(String span, long startNanos, @Nullable String detail) {
        if (trace != null) {
            trace.span(span, startNanos, System.nanoTime(), detail);
        }
    }

    int rows() {
        return RowBatch.rows(inputs);
    }
}
