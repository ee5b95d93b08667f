package academy.ascent.reference.gate;

import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.Overloaded;
import academy.ascent.reference.protocol.Predictor;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a predictor and waits for its answer. */
final class Asking {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Asking() {}

    /**
     * The answer.
     *
     * @throws Overloaded if it does not come in time
     * @throws RuntimeException what the predictor tells
     */
    static InferResponse ask(Predictor predictor, InferRequest request) {
        try {
            return predictor.infer(request).get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException told) {
                throw told;
            }
            throw new InferenceFailed("the model failed", e);
        } catch (TimeoutException _) {
            throw new Overloaded("no answer within " + LONGEST.toSeconds() + " s", Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Overloaded("the server is ending", Duration.ofSeconds(1));
        }
    }
}
