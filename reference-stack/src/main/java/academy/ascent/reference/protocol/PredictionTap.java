package academy.ascent.reference.protocol;

/** Sees every answered prediction of a predictor. */
public interface PredictionTap {
    /** Takes note of an answer, on the thread that serves it: cheap, without blocking, without throwing. */
    void predicted(InferRequest request, InferResponse response);
}
