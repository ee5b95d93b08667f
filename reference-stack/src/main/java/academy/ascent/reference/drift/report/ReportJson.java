package academy.ascent.reference.drift.report;

import academy.ascent.reference.drift.retrain.Delivery;
import academy.ascent.reference.json.Json;
import academy.ascent.reference.statistics.DriftResult;
import academy.ascent.reference.statistics.NotComparable;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reports as JSON in UTF-8; what is no number is written as {@code null}. */
public final class ReportJson {
    private final JsonGenerator json;

    private ReportJson(JsonGenerator json) {
        this.json = json;
    }

    /** One monitor's report. */
    public static byte[] of(DriftReport report) {
        return Json.written(json -> new ReportJson(json).write(report));
    }

    /** A list of monitors: name, status and address of each. */
    public static byte[] list(List<DriftReport> reports) {
        return Json.written(json -> new ReportJson(json).write(reports));
    }

    /** What the retrain action is told. */
    public static byte[] event(String monitor, EpisodeReport episode, Optional<WindowReport> window) {
        return Json.written(json -> new ReportJson(json).write(monitor, episode, window));
    }

    private void write(List<DriftReport> reports) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("monitors");
        for (DriftReport report : reports) {
            json.writeStartObject();
            json.writeStringField("name", report.name());
            json.writeStringField("status", lower(report.status()));
            json.writeStringField("address", "/drift/" + report.name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(String monitor, EpisodeReport episode, Optional<WindowReport> window) throws IOException {
        json.writeStartObject();
        json.writeStringField("event", "drift");
        json.writeStringField("monitor", monitor);
        json.writeFieldName("episode");
        episode(episode);
        if (window.isPresent()) {
            json.writeFieldName("window");
            window(window.get());
        }
        json.writeEndObject();
    }

    private void write(DriftReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", report.name());
        json.writeStringField("status", lower(report.status()));
        json.writeStringField("at", report.at().toString());
        json.writeStringField("since", report.since().toString());
        json.writeObjectFieldStart("reference");
        json.writeStringField("file", report.reference());
        json.writeNumberField("rows", report.referenceRows());
        json.writeEndObject();
        traffic(report.traffic());
        json.writeNumberField("windows_judged", report.windows());
        json.writeFieldName("window");
        if (report.window().isPresent()) {
            window(report.window().get());
        } else {
            json.writeNull();
        }
        json.writeArrayFieldStart("streams");
        for (StreamReport stream : report.streams()) {
            stream(stream);
        }
        json.writeEndArray();
        json.writeFieldName("feedback");
        if (report.feedback().isPresent()) {
            feedback(report.feedback().get());
        } else {
            json.writeNull();
        }
        json.writeNumberField("episodes_begun", report.begun());
        json.writeArrayFieldStart("episodes");
        for (EpisodeReport episode : report.episodes()) {
            episode(episode);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void traffic(DriftReport.Traffic traffic) throws IOException {
        json.writeObjectFieldStart("rows");
        json.writeNumberField("seen", traffic.seen());
        json.writeNumberField("sampled", traffic.sampled());
        json.writeNumberField("counted", traffic.counted());
        json.writeNumberField("dropped", traffic.dropped());
        json.writeNumberField("unreadable_requests", traffic.broken());
        json.writeNumberField("waiting", traffic.waiting());
        json.writeNumberField("wanted", traffic.wanted());
        json.writeEndObject();
    }

    private void window(WindowReport window) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", window.number());
        json.writeStringField("from", window.from().toString());
        json.writeStringField("to", window.to().toString());
        json.writeNumberField("rows", window.rows());
        json.writeBooleanField("drifted", window.isDrifted());
        json.writeNumberField("columns_compared", window.compared());
        json.writeNumberField("columns_drifted", window.drifted());
        json.writeNumberField("drifted_share", window.share());
        json.writeNumberField("drifted_share_threshold", window.shareThreshold());
        json.writeArrayFieldStart("columns");
        for (ColumnReport column : window.columns()) {
            column(column);
        }
        json.writeEndArray();
        if (window.prediction().isPresent()) {
            json.writeFieldName("prediction");
            column(window.prediction().get());
        }
        json.writeEndObject();
    }

    private void column(ColumnReport column) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", column.name());
        json.writeStringField("type", column.numeric() ? "numeric" : "categorical");
        json.writeBooleanField("drifted", column.isDrifted());
        switch (column.drift()) {
            case DriftResult result -> {
                json.writeStringField("test", result.test().label());
                number("statistic", result.statistic());
                number("p_value", result.pValue());
                number("threshold", result.threshold());
            }
            case NotComparable(String reason) -> json.writeStringField("not_compared", reason);
        }
        json.writeArrayFieldStart("quality");
        for (ColumnReport.Quality quality : column.quality()) {
            json.writeStartObject();
            json.writeStringField("fault", quality.fault());
            number("reference_share", quality.reference());
            number("share", quality.current());
            number("limit", quality.limit());
            json.writeBooleanField("alert", quality.isAlert());
            json.writeEndObject();
        }
        json.writeEndArray();
        picture(column.picture());
        json.writeEndObject();
    }

    private void picture(ColumnReport.Picture picture) throws IOException {
        json.writeArrayFieldStart("histogram");
        for (int i = 0; i < picture.bins().size(); i++) {
            json.writeStartObject();
            json.writeStringField("bin", picture.bins().get(i));
            json.writeNumberField("reference", picture.reference().get(i));
            json.writeNumberField("current", picture.current().get(i));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void stream(StreamReport stream) throws IOException {
        json.writeStartObject();
        json.writeStringField("of", stream.of());
        json.writeStringField("detector", stream.detector());
        json.writeNumberField("values", stream.values());
        json.writeNumberField("changes", stream.changes());
        text("last_change", stream.last().map(Object::toString));
        json.writeEndObject();
    }

    private void feedback(FeedbackReport feedback) throws IOException {
        json.writeStartObject();
        json.writeNumberField("labels", feedback.labels());
        json.writeNumberField("unknown", feedback.unknown());
        json.writeNumberField("predictions_kept", feedback.kept());
        number("reference_accuracy", feedback.referenceAccuracy());
        number("allowed_drop", feedback.allowedDrop());
        json.writeNumberField("waiting", feedback.waiting());
        json.writeNumberField("wanted", feedback.wanted());
        if (feedback.last().isPresent()) {
            FeedbackReport.Accuracy last = feedback.last().get();
            json.writeObjectFieldStart("window");
            json.writeNumberField("labels", last.labels());
            number("accuracy", last.accuracy());
            number("drop", last.drop());
            number("least_drop", last.leastDrop());
            json.writeBooleanField("degraded", last.degraded());
            if (last.calibration().isPresent()) {
                calibration(last.calibration().get());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void calibration(FeedbackReport.Calibration calibration) throws IOException {
        json.writeObjectFieldStart("calibration");
        number("expected_error", calibration.error());
        json.writeArrayFieldStart("bins");
        for (FeedbackReport.Bin bin : calibration.bins()) {
            json.writeStartObject();
            number("from", bin.from());
            number("to", bin.to());
            json.writeNumberField("labels", bin.labels());
            number("mean_probability", bin.meanProbability());
            number("observed_rate", bin.observedRate());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void episode(EpisodeReport episode) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", episode.id());
        json.writeStringField("began", episode.began().toString());
        text("ended", episode.ended().map(Object::toString));
        json.writeArrayFieldStart("reasons");
        for (String reason : episode.reasons()) {
            json.writeString(reason);
        }
        json.writeEndArray();
        if (episode.retrain().isPresent()) {
            Delivery delivery = episode.retrain().get();
            json.writeObjectFieldStart("retrain");
            json.writeStringField("state", lower(delivery.state()));
            json.writeNumberField("attempts", delivery.attempts());
            json.writeStringField("at", delivery.at().toString());
            text("last_problem", delivery.lastProblem());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void text(String field, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(field, text.get());
        } else {
            json.writeNullField(field);
        }
    }

    private void number(String field, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(field, value);
        } else {
            json.writeNullField(field);
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
