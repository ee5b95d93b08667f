package academy.ascent.platform.catalog;

import academy.ascent.site.catalog.HomePage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;

/**
 * A report that the grader really wrote, kept beside this class as {@code measured.json}: what {@code ./ascent grade} left in
 * {@code target/reports/grade.json} for a lab's solution, without what the home page does not show.
 */
final class MeasuredReport {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private MeasuredReport() {}

    static HomePage.Report read() {
        try (var in = MeasuredReport.class.getResourceAsStream("measured.json")) {
            if (in == null) {
                throw new IllegalStateException("measured.json is not in the jar");
            }
            return report(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read measured.json", e);
        }
    }

    private static HomePage.Report report(JsonNode json) {
        var results = new ArrayList<HomePage.Result>();
        var pictures = new ArrayList<HomePage.Picture>();
        for (var result : json.path("results")) {
            var title = result.path("title").asText();
            results.add(new HomePage.Result(
                    title,
                    result.path("earned").asInt(),
                    result.path("points").asInt(),
                    result.path("outcome").asText().equals("passed")));
            var picture = result.path("picture");
            if (!picture.isMissingNode()) {
                pictures.add(new HomePage.Picture(
                        title,
                        picture.path("alternative").asText(),
                        picture.path("content").asText()));
            }
        }
        return new HomePage.Report(
                json.path("subject").asText(),
                DATE.format(LocalDate.parse(json.path("measuredOn").asText())),
                json.path("machine").asText(),
                json.path("earned").asInt(),
                json.path("points").asInt(),
                json.path("seconds").asInt(),
                json.path("lab").asText().replaceFirst("(@.{12}).*", "$1"),
                results,
                pictures);
    }
}
