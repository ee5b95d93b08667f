package academy.ascent.reference.route.report;

import academy.ascent.reference.json.Json;
import academy.ascent.reference.route.RouteReport;
import academy.ascent.reference.route.RouteReport.ArmOutcomes;
import academy.ascent.reference.route.RouteReport.ArmReport;
import academy.ascent.reference.route.RouteReport.CanaryDetail;
import academy.ascent.reference.route.RouteReport.Comparison;
import academy.ascent.reference.route.RouteReport.Criterion;
import academy.ascent.reference.route.RouteReport.EnsembleDetail;
import academy.ascent.reference.route.RouteReport.Plain;
import academy.ascent.reference.route.RouteReport.Rollback;
import academy.ascent.reference.route.RouteReport.ShadowDetail;
import academy.ascent.reference.route.RouteReport.SplitDetail;
import academy.ascent.reference.statistics.Proportion;
import academy.ascent.reference.statistics.ProportionTest;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Writes reports as JSON in UTF-8. */
final class ReportJson {
    private ReportJson() {}

    static byte[] one(RouteReport report) {
        return Json.written(json -> write(report, json));
    }

    static byte[] all(List<RouteReport> reports) {
        return Json.written(json -> {
            json.writeStartArray();
            for (RouteReport report : reports) {
                write(report, json);
            }
            json.writeEndArray();
        });
    }

    private static void write(RouteReport report, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", report.name());
        json.writeStringField("kind", report.kind());
        json.writeArrayFieldStart("arms");
        for (ArmReport arm : report.arms()) {
            write(arm, json);
        }
        json.writeEndArray();
        switch (report.detail()) {
            case Plain() -> {}
            case CanaryDetail canary -> write(canary, json);
            case SplitDetail split -> write(split, json);
            case ShadowDetail shadow -> write(shadow, json);
            case EnsembleDetail ensemble -> write(ensemble, json);
        }
        json.writeEndObject();
    }

    private static void write(ArmReport arm, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("arm", arm.name());
        json.writeStringField("target", arm.target());
        json.writeStringField("version", arm.version().isEmpty() ? "default" : arm.version());
        json.writeNumberField("weight", arm.weight());
        json.writeNumberField("requests", arm.requests());
        json.writeNumberField("failures", arm.failures());
        number("mean_milliseconds", arm.seconds() * 1e3 / arm.requests(), json);
        json.writeEndObject();
    }

    private static void write(CanaryDetail canary, JsonGenerator json) throws IOException {
        json.writeBooleanField("rolled_back", canary.rollback().isPresent());
        json.writeNumberField("alpha", canary.alpha());
        json.writeNumberField("window", canary.window());
        criterion("errors", canary.errors(), json);
        if (canary.slow().isPresent()) {
            criterion("latency", canary.slow().get(), json);
        }
        if (canary.rollback().isPresent()) {
            Rollback rollback = canary.rollback().get();
            json.writeObjectFieldStart("rollback");
            json.writeStringField("time", rollback.time().toString());
            json.writeStringField("cause", rollback.cause());
            json.writeNumberField("window", rollback.window());
            criterion("evidence", rollback.criterion(), json);
            json.writeEndObject();
        }
    }

    private static void criterion(String name, Criterion criterion, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        proportion("stable", criterion.stable(), json);
        proportion("candidate", criterion.candidate(), json);
        json.writeNumberField("margin", criterion.margin());
        json.writeNumberField("p_value", criterion.pValue());
        json.writeNumberField("alpha", criterion.alpha());
        json.writeEndObject();
    }

    private static void write(SplitDetail split, JsonGenerator json) throws IOException {
        json.writeNumberField("alpha", split.alpha());
        json.writeNumberField("sample", split.sample());
        json.writeNumberField("waiting", split.waiting());
        json.writeObjectFieldStart("successes");
        for (ArmOutcomes arm : split.arms()) {
            proportion(arm.arm(), arm.successes(), json);
        }
        json.writeEndObject();
        json.writeArrayFieldStart("comparisons");
        for (Comparison comparison : split.comparisons()) {
            write(comparison, json);
        }
        json.writeEndArray();
    }

    private static void write(Comparison comparison, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("arm", comparison.arm());
        json.writeStringField("against", comparison.first());
        json.writeNumberField("alpha", comparison.alpha());
        json.writeObjectFieldStart("always_valid");
        json.writeStringField("verdict", comparison.anytimeVerdict());
        json.writeNumberField("p_value_better", comparison.anytimeBetter());
        json.writeNumberField("p_value_worse", comparison.anytimeWorse());
        json.writeEndObject();
        json.writeObjectFieldStart("fixed");
        json.writeStringField("verdict", comparison.fixedVerdict());
        if (comparison.fixed().isPresent()) {
            test(comparison.fixed().get(), json);
        }
        json.writeEndObject();
        if (comparison.current().isPresent()) {
            ProportionTest current = comparison.current().get();
            json.writeObjectFieldStart("so_far");
            json.writeStringField("note", "for orientation; a verdict must not be read from it");
            json.writeNumberField("difference", current.difference());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void test(ProportionTest test, JsonGenerator json) throws IOException {
        json.writeNumberField("difference", test.difference());
        json.writeNumberField("lower", test.lower());
        json.writeNumberField("upper", test.upper());
        json.writeNumberField("p_value", test.pValue());
    }

    private static void write(ShadowDetail shadow, JsonGenerator json) throws IOException {
        proportion("agreement", shadow.agreement(), json);
        json.writeNumberField("numbers", shadow.numbers());
        number("mean_difference", shadow.meanDifference(), json);
        json.writeNumberField("greatest_difference", shadow.greatestDifference());
        json.writeNumberField("dropped", shadow.dropped());
        json.writeNumberField("failed", shadow.failed());
    }

    private static void write(EnsembleDetail ensemble, JsonGenerator json) throws IOException {
        json.writeNumberField("quorum", ensemble.quorum());
        json.writeNumberField("incomplete", ensemble.incomplete());
        if (ensemble.calibration().isPresent()) {
            RouteReport.CalibrationReport calibration = ensemble.calibration().get();
            json.writeObjectFieldStart("calibration");
            json.writeStringField("method", calibration.method());
            json.writeNumberField("rows", calibration.rows());
            json.writeNumberField("expected_calibration_error_before", calibration.errorBefore());
            json.writeNumberField("expected_calibration_error", calibration.errorAfter());
            json.writeEndObject();
        }
    }

    private static void proportion(String name, Proportion proportion, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("events", proportion.events());
        json.writeNumberField("trials", proportion.trials());
        number("rate", proportion.rate(), json);
        json.writeEndObject();
    }

    /** JSON has no NaN. */
    private static void number(String name, double value, JsonGenerator json) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }
}
