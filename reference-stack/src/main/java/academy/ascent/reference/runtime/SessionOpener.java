package academy.ascent.reference.runtime;

import academy.ascent.reference.config.ModelConfig;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;

/** Opens sessions of one model from its file. */
final class SessionOpener {
    private final ModelConfig config;
    private final ModelEvents events;

    SessionOpener(ModelConfig config, ModelEvents events) {
        this.config = config;
        this.events = events;
    }

    static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    }

    OrtSession open() throws OrtException {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(config.threads());
            options.setInterOpNumThreads(1);
            // Threads that spin for work would eat the one core that the event loop and the others share.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            OrtSession session = environment().createSession(config.file().toString(), options);
            events.loaded();
            return session;
        }
    }

    static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("a session of ONNX Runtime did not close", e);
        }
    }
}
