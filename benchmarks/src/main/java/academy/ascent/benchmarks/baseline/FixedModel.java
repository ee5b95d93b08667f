package academy.ascent.benchmarks.baseline;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * One model and the two tensors that every inference uses anew: features [1,30] and probabilities [1,2], FP32; for one
 * thread.
 */
final class FixedModel implements AutoCloseable {
    static final int FEATURES = 30;
    static final int CLASSES = 2;
    private static final int LONGEST_BODY = 1 << 16;

    private final OrtSession session;
    private final byte[] text = new byte[LONGEST_BODY];
    private final FloatBuffer features = floats(FEATURES);
    private final FloatBuffer probabilities = floats(CLASSES);
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    private FixedModel(OrtEnvironment environment, OrtSession session) throws OrtException {
        this.session = session;
        inputs = Map.of("features", OnnxTensor.createTensor(environment, features, new long[] {1, FEATURES}));
        outputs = Map.of("probabilities", OnnxTensor.createTensor(environment, probabilities, new long[] {1, CLASSES}));
    }

    static FixedModel load(Path file) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment("baseline");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new FixedModel(environment, environment.createSession(file.toString(), options));
        }
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Room for the text of a request. */
    byte[] text() {
        return text;
    }

    /** To be filled before {@link #run}. */
    FloatBuffer features() {
        return features;
    }

    /** Filled by {@link #run}. */
    FloatBuffer probabilities() {
        return probabilities;
    }

    void run() throws OrtException {
        session.run(inputs, Set.of(), outputs).close();
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session cannot be closed", e);
        }
    }
}
