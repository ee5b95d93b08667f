package academy.ascent.reference.gate;

import academy.ascent.reference.config.GateConfig;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares answers with recorded ones. */
final class GoldenParity {
    private final GateConfig.GoldenParity config;
    private final Predictor predictor;
    private long compared;
    private double greatestDifference;
    private String greatestAt = "";

    GoldenParity(GateConfig.GoldenParity config, Predictor predictor) {
        this.config = config;
        this.predictor = predictor;
    }

    GateResult judge() {
        List<GoldenCase> cases = GoldenCase.read(config.cases());
        for (GoldenCase golden : cases) {
            if (golden.outputs().isEmpty()) {
                return GateResult.of(
                        config.kind(),
                        Verdict.UNDECIDED,
                        "the case in line " + golden.line()
                                + " records no outputs; record them from the model as trained");
            }
            InferResponse response = Asking.ask(predictor, golden.request());
            for (Tensor expected : golden.outputs()) {
                Optional<String> mismatch = mismatch(expected, response);
                if (mismatch.isPresent()) {
                    return result(cases, Verdict.FAILED, "line " + golden.line() + ": " + mismatch.get());
                }
                compare(expected, response, golden.line());
            }
        }
        if (greatestDifference > config.tolerance()) {
            return result(
                    cases,
                    Verdict.FAILED,
                    greatestAt + " is off by " + greatestDifference + ", more than the tolerance " + config.tolerance()
                            + "; export the model again, or record its answers anew if they should have changed");
        }
        return result(
                cases,
                Verdict.PASSED,
                "all answers are as recorded, off by " + greatestDifference + " at most; the tolerance is "
                        + config.tolerance());
    }

    private static Optional<String> mismatch(Tensor expected, InferResponse response) {
        Optional<Tensor> actual = named(expected.name(), response);
        if (actual.isEmpty()) {
            return Optional.of("the model did not answer the output \"" + expected.name() + "\"");
        }
        Tensor answered = actual.get();
        if (!Arrays.equals(answered.shape(), expected.shape())) {
            return Optional.of("the output \"" + expected.name() + "\" has the shape "
                    + Tensor.shapeText(answered.shape()) + ", not " + Tensor.shapeText(expected.shape()));
        }
        boolean isText = answered.elements() instanceof Elements.Texts;
        if (isText != expected.elements() instanceof Elements.Texts) {
            return Optional.of("the output \"" + expected.name() + "\" is of " + answered.datatype() + ", not "
                    + expected.datatype());
        }
        return Optional.empty();
    }

    private static Optional<Tensor> named(String name, InferResponse response) {
        return response.outputs().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst();
    }

    private void compare(Tensor expected, InferResponse response, int line) {
        Tensor actual = named(expected.name(), response).orElseThrow();
        for (int i = 0; i < expected.elements().count(); i++) {
            double difference = difference(expected, actual, i);
            compared++;
            if (difference > greatestDifference) {
                greatestDifference = difference;
                greatestAt = "line " + line + ", element " + i + " of the output \"" + expected.name() + "\"";
            }
        }
    }

    /** Absolute below 1, relative above; infinite where there is none. */
    private static double difference(Tensor expected, Tensor actual, int i) {
        if (expected.elements() instanceof Elements.Texts(String[] wanted)
                && actual.elements() instanceof Elements.Texts(String[] given)) {
            return wanted[i].equals(given[i]) ? 0 : Double.POSITIVE_INFINITY;
        }
        double wanted = expected.number(i);
        double difference = Math.abs(actual.number(i) - wanted) / Math.max(1, Math.abs(wanted));
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    private GateResult result(List<GoldenCase> cases, Verdict verdict, String reason) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("cases", cases.size());
        evidence.put("compared_elements", compared);
        evidence.put(
                "greatest_difference",
                Double.isFinite(greatestDifference) ? (Object) greatestDifference : "another text, or no number");
        evidence.put("tolerance", config.tolerance());
        return new GateResult(config.kind(), verdict, reason, evidence);
    }
}
