package academy.ascent.reference.compare;

import academy.ascent.reference.statistics.DriftResult;
import academy.ascent.reference.statistics.NotComparable;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A comparison in words for people, or as JSON for programs. */
final class ComparisonText {
    private ComparisonText() {}

    static String table(Comparison comparison) {
        int width = comparison.columns().stream()
                .mapToInt(column -> column.name().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (ComparedColumn column : comparison.columns()) {
            text.append(String.format("%-" + Math.max(1, width) + "s  %s%n", column.name(), outcome(column)));
        }
        text.append(String.format(
                "%d of %d columns have drifted: %s%n",
                comparison.drifted(),
                comparison.columns().size(),
                comparison.isDrifted() ? "the data have drifted" : "the data as a whole have not"));
        return text.toString();
    }

    private static String outcome(ComparedColumn column) {
        return switch (column.drift()) {
            case NotComparable none -> "not compared: " + none.reason();
            case DriftResult result ->
                String.format(
                        Locale.ROOT,
                        "%-7s  %-13s %s %.4g, threshold %.4g",
                        result.drifted() ? "DRIFTED" : "steady",
                        result.test().label(),
                        Double.isNaN(result.pValue()) ? "distance" : "p-value",
                        result.score(),
                        result.threshold());
        };
    }

    static String json(Comparison comparison) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeBooleanField("drifted", comparison.isDrifted());
            json.writeNumberField("drifted_columns", comparison.drifted());
            json.writeArrayFieldStart("columns");
            for (ComparedColumn column : comparison.columns()) {
                write(json, column);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + System.lineSeparator();
    }

    private static void write(JsonGenerator json, ComparedColumn column) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", column.name());
        json.writeStringField("type", column.type());
        json.writeNumberField("missing_in_reference", column.reference().missing());
        json.writeNumberField("missing_in_current", column.current().missing());
        switch (column.drift()) {
            case NotComparable none -> json.writeStringField("not_compared", none.reason());
            case DriftResult result -> write(json, result);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, DriftResult result) throws IOException {
        json.writeStringField("test", result.test().label());
        // JSON has no infinity; a statistic without bound is left out.
        if (Double.isFinite(result.statistic())) {
            json.writeNumberField("statistic", result.statistic());
        }
        if (!Double.isNaN(result.pValue())) {
            json.writeNumberField("p_value", result.pValue());
        }
        json.writeNumberField("threshold", result.threshold());
        json.writeBooleanField("drifted", result.drifted());
    }
}
