package academy.ascent.reference;

import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.config.ServingConfig;
import academy.ascent.reference.protocol.Predictors;
import java.util.function.Predicate;

/** A part of the server that follows {@code serving.yaml}: drift monitors, explanations, a second transport. */
interface Feature extends AutoCloseable {
    /**
     * Makes ready what the configuration declares, without an effect on anybody yet; it is committed or discarded, not
     * both. What is declared as before keeps its state.
     *
     * @param next the models and routes of that configuration, for what they take and answer; from the commit on
     *     those in force. What is asked of them is seen by no feature and counted by no route
     * @param isFresh whether a model was loaded for that configuration
     * @throws academy.ascent.reference.config.InvalidConfig if it cannot be; nothing stays behind then
     */
    Change prepare(ServingConfig config, Predictors next, Predicate<ModelConfig> isFresh);

    /** What routes and transports shall find in the place of these models; asked as often as {@link #around}. */
    default Predictors beneath(Predictors models) {
        return models;
    }

    /** What the transports shall serve in the place of these; asked whenever a model or a route came or went. */
    default Predictors around(Predictors served) {
        return served;
    }

    /** Ends it with the server, after the last request. */
    @Override
    default void close() {}
}
