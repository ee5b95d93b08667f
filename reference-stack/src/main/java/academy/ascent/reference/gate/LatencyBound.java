package academy.ascent.reference.gate;

import academy.ascent.reference.config.GateConfig;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.statistics.ClopperPearson;
import academy.ascent.reference.statistics.Proportion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Measures answers one after the other, and judges whether at most 5 % of them take longer than the bound.
 *
 * <p>Whether a request takes longer is a Bernoulli trial, so the verdict needs no assumption on the distribution of
 * latencies: passed where the share's exact upper bound is at most 5 %, failed where its lower bound is above.
 */
final class LatencyBound {
    private static final double ALLOWED_SHARE = 0.05;

    private final GateConfig.Latency config;
    private final Predictor predictor;
    private final LongSupplier nanoTime;

    LatencyBound(GateConfig.Latency config, Predictor predictor, LongSupplier nanoTime) {
        this.config = config;
        this.predictor = predictor;
        this.nanoTime = nanoTime;
    }

    GateResult judge() {
        List<GoldenCase> cases = GoldenCase.read(config.cases());
        long end = nanoTime.getAsLong() + config.timeout().toNanos();
        for (int i = 0; i < config.warmUp() && nanoTime.getAsLong() < end; i++) {
            Asking.ask(predictor, cases.get(i % cases.size()).request());
        }
        long[] nanos = new long[config.requests()];
        int measured = 0;
        while (measured < nanos.length && nanoTime.getAsLong() < end) {
            long start = nanoTime.getAsLong();
            Asking.ask(predictor, cases.get(measured % cases.size()).request());
            nanos[measured++] = nanoTime.getAsLong() - start;
        }
        return result(Arrays.copyOf(nanos, measured));
    }

    private GateResult result(long[] nanos) {
        long bound = config.p95().toNanos();
        long over = Arrays.stream(nanos).filter(each -> each > bound).count();
        Proportion seen = new Proportion(over, nanos.length);
        double lower = ClopperPearson.lower(seen, config.confidence());
        double upper = ClopperPearson.upper(seen, config.confidence());
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("bound_ms", millis(bound));
        evidence.put("requests", nanos.length);
        evidence.put("over_the_bound", over);
        evidence.put("share_at_least", lower);
        evidence.put("share_at_most", upper);
        Arrays.sort(nanos);
        for (int percent : new int[] {50, 95, 99}) {
            evidence.put("p" + percent + "_ms", nanos.length == 0 ? 0 : millis(quantile(nanos, percent)));
        }
        String seenText = over + " of " + nanos.length + " answers took longer than " + millis(bound) + " ms (p95 "
                + evidence.get("p95_ms") + " ms)";
        if (upper <= ALLOWED_SHARE) {
            return result(Verdict.PASSED, seenText + "; at most 5 % may", evidence);
        }
        if (lower > ALLOWED_SHARE) {
            return result(
                    Verdict.FAILED, seenText + "; at most 5 % may: make the model faster or the bound wider", evidence);
        }
        return result(
                Verdict.UNDECIDED,
                seenText + ", too few to tell whether at most 5 % do: measure more requests, or allow more time",
                evidence);
    }

    private GateResult result(Verdict verdict, String reason, Map<String, Object> evidence) {
        return new GateResult(config.kind(), verdict, reason, evidence);
    }

    /** The smallest of the sorted values that as many percent do not exceed. */
    private static long quantile(long[] sorted, int percent) {
        return sorted[(int) Math.ceil(sorted.length * percent / 100.0) - 1];
    }

    private static double millis(long nanos) {
        return nanos / 1000 / 1000.0;
    }
}
