package academy.ascent.reference.runtime;

import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** The bindings of one model that are not in use, a few at most. */
final class Bindings implements AutoCloseable {
    private static final int KEPT = 8;

    private final BlockingQueue<Binding> free = new ArrayBlockingQueue<>(KEPT);
    private volatile boolean possible = true;

    /** The outputs, if a binding of these shapes is free and works. */
    Optional<List<Tensor>> run(OrtSession session, List<Tensor> inputs, List<TensorMetadata> wanted) {
        Binding binding = possible ? free.poll() : null;
        if (binding == null) {
            return Optional.empty();
        }
        if (!binding.fits(inputs, wanted)) {
            binding.close();
            return Optional.empty();
        }
        List<Tensor> outputs = run(binding, session, inputs.getFirst());
        if (outputs == null || !free.offer(binding)) {
            binding.close();
        }
        return Optional.ofNullable(outputs);
    }

    private @Nullable List<Tensor> run(Binding binding, OrtSession session, Tensor input) {
        try {
            return binding.run(session, input);
        } catch (OrtException _) {
            // Its outputs' shapes depend on more than the input's shape: the usual way will do, or say what is wrong.
            possible = false;
            return null;
        }
    }

    /** Makes one for the next inference like this one. */
    void learn(OrtEnvironment environment, List<Tensor> inputs, List<TensorMetadata> wanted, List<Tensor> outputs)
            throws OrtException {
        if (!possible || free.remainingCapacity() == 0 || !Binding.isPossible(inputs, wanted, outputs)) {
            return;
        }
        Binding binding = Binding.of(environment, inputs.getFirst(), wanted, outputs);
        if (!free.offer(binding)) {
            binding.close();
        }
    }

    @Override
    public void close() {
        possible = false;
        for (Binding binding = free.poll(); binding != null; binding = free.poll()) {
            binding.close();
        }
    }
}
