package academy.ascent.reference.registry;

import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.protocol.Predictor;

/** Loads versions to be judged, each beside what is served and apart from it. */
public interface Trials {
    /**
     * Loads the version from its file as it is now.
     *
     * @throws academy.ascent.reference.config.InvalidConfig if it does not load
     */
    Trial load(ModelConfig version);

    /** A version on trial. */
    interface Trial extends AutoCloseable {
        /** What is judged; every answer is the model's own, and none from a cache. */
        Predictor predictor();

        @Override
        void close();
    }
}
