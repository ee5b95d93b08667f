package academy.ascent.reference.explain;

import academy.ascent.reference.config.ExplanationConfig;
import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.http.Resource;
import academy.ascent.reference.protocol.InferRequestReader;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.UnknownModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code POST /explain/{name}} and {@code POST /explain/{name}/versions/{version}}: the body of an inference with one
 * row, of which {@code parameters} may give {@code samples} and {@code seed}.
 */
public final class Explanations implements Resource {
    private final Predictors predictors;
    private final Map<String, Explainer> explainers = new LinkedHashMap<>();

    /**
     * Reads every explanation's reference data.
     *
     * @throws InvalidConfig if it cannot be read, or there is no such predictor or output
     */
    public Explanations(List<ExplanationConfig> configs, Predictors predictors) {
        this.predictors = predictors;
        for (ExplanationConfig config : configs) {
            requireOutput(config);
            explainers.put(config.predictor(), Explainer.of(config));
        }
    }

    private void requireOutput(ExplanationConfig config) {
        try {
            List<String> outputs = predictors.find(config.predictor(), null).metadata().outputs().stream()
                    .map(output -> output.name())
                    .toList();
            if (!outputs.contains(config.output())) {
                throw config.source()
                        .fault(
                                "output",
                                "\"" + config.predictor() + "\" has no output \"" + config.output() + "\"; it has "
                                        + outputs);
            }
        } catch (UnknownModel e) {
            throw config.source().fault("name", e.getMessage());
        }
    }

    @Override
    public Answer answer(Request request) {
        String[] path = request.path().split("/", -1);
        Explainer explainer = explainers.get(path[0]);
        boolean versioned = path.length == 3 && path[1].equals("versions");
        if (explainer == null || !(path.length == 1 || versioned)) {
            return Answer.error(
                    404, "nothing is explained at " + request.path() + "; explained are " + explainers.keySet());
        }
        if (!request.method().equals("POST")) {
            return new Answer(
                    405,
                    "application/json",
                    Answer.error(405, "explanations are asked for with POST").body(),
                    Map.of("allow", "POST"));
        }
        if (request.headers().containsKey("inference-header-content-length")) {
            return Answer.error(415, "an explanation takes its row as plain JSON, without binary tensors");
        }
        return Answer.json(
                200,
                explainer
                        .explain(
                                predictors.find(path[0], versioned ? path[2] : null),
                                InferRequestReader.read(request.body()))
                        .json());
    }
}
