package academy.ascent.reference.gate;

import academy.ascent.reference.config.GateConfig;
import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.Overloaded;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.RejectedRequest;

/** Judges versions of models by what they answer. */
public final class Gates {
    private Gates() {}

    /** Judges golden parity; blocks until it is known. */
    public static GateResult judge(GateConfig.GoldenParity config, Predictor predictor) {
        return judged(config, () -> new GoldenParity(config, predictor).judge());
    }

    /** Judges the latency; blocks for as long as it measures. */
    public static GateResult judge(GateConfig.Latency config, Predictor predictor) {
        return judged(config, () -> new LatencyBound(config, predictor, System::nanoTime).judge());
    }

    /** Judges fairness; blocks until it is known. */
    public static GateResult judge(GateConfig.Fairness config, Predictor predictor) {
        return judged(config, () -> new GroupFairness(config, predictor).judge());
    }

    private static GateResult judged(GateConfig config, Judgement judgement) {
        try {
            return judgement.judge();
        } catch (InvalidConfig e) {
            return GateResult.of(config.kind(), Verdict.UNDECIDED, String.valueOf(e.getMessage()));
        } catch (Overloaded e) {
            return GateResult.of(
                    config.kind(),
                    Verdict.UNDECIDED,
                    "the server was too busy (" + e.getMessage() + "); try again later");
        } catch (RejectedRequest | InferenceFailed e) {
            return GateResult.of(
                    config.kind(),
                    Verdict.FAILED,
                    "the model did not answer a request of this gate: " + e.getMessage());
        }
    }

    private interface Judgement {
        GateResult judge();
    }
}
