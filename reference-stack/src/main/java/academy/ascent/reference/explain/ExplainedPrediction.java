package academy.ascent.reference.explain;

import academy.ascent.reference.config.ExplanationConfig;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** An explanation with what it is of. */
record ExplainedPrediction(
        ExplanationConfig config,
        String version,
        List<String> columns,
        Explanation explanation,
        int referenceRows,
        long seed) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** The answer to the client, as JSON in UTF-8. */
    byte[] json() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("model_name", config.predictor());
            json.writeStringField("model_version", version);
            json.writeStringField("output", config.output());
            json.writeNumberField("index", config.index());
            json.writeNumberField("prediction", explanation.prediction());
            json.writeNumberField("base", explanation.base());
            json.writeArrayFieldStart("values");
            for (int i = 0; i < columns.size(); i++) {
                json.writeStartObject();
                json.writeStringField("column", columns.get(i));
                json.writeNumberField("value", explanation.attributions().get(i).value());
                json.writeNumberField(
                        "standard_error", explanation.attributions().get(i).standardError());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("efficiency_gap", explanation.efficiencyGap());
            json.writeNumberField("samples", explanation.samples());
            json.writeStringField("stopped_by", explanation.stopped().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("reference_rows", referenceRows);
            json.writeNumberField("predicted_rows", explanation.rows());
            json.writeNumberField("seed", seed);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
