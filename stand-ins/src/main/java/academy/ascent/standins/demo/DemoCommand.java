package academy.ascent.standins.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the walk on a platform of its own, tells what was measured, and leaves nothing behind. */
public final class DemoCommand {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private DemoCommand() {}

    /**
     * @param home the root of the checkout, with the built modules
     * @return 0 only if everything held
     */
    public static int run(Path home) {
        var timeline = new Timeline();
        var results = new LinkedHashMap<String, JsonNode>();
        var failure = "";
        try (var platform = timeline.step("start the platform on an empty folder", () -> RunningPlatform.start(home))) {
            new Walk(platform, home, timeline, results).go();
        } catch (DemoFailure e) {
            failure = String.valueOf(e.getMessage());
        }
        printMeasurements(results);
        write(home.resolve("target/reports/demo.json"), timeline, results, failure);
        System.out.println(
                failure.isEmpty()
                        ? "\nEverything held, in %.1f s. target/reports/demo.json has the numbers."
                                .formatted(timeline.seconds())
                        : "\nThe demo did not hold: " + failure);
        return failure.isEmpty() ? 0 : 1;
    }

    private static void printMeasurements(Map<String, JsonNode> results) {
        results.forEach((name, result) -> {
            System.out.printf(
                    "%n%s: %s, %d of %d points%n",
                    name,
                    result.path("state").asText(),
                    result.path("earned").asInt(),
                    result.path("points").asInt());
            System.out.printf("  %-10s %-10s %7s  %s%n", "check", "outcome", "points", "what was found");
            for (var check : result.path("checks")) {
                System.out.printf(
                        "  %-10s %-10s %3d/%-3d  %s%n",
                        check.path("id").asText(),
                        check.path("outcome").asText(),
                        check.path("earned").asInt(),
                        check.path("points").asInt(),
                        check.path("title").asText());
            }
        });
    }

    private static void write(Path report, Timeline timeline, Map<String, JsonNode> results, String failure) {
        var content = new LinkedHashMap<String, Object>();
        content.put("held", failure.isEmpty());
        content.put("failure", failure);
        content.put("seconds", timeline.seconds());
        content.put("processors", Runtime.getRuntime().availableProcessors());
        content.put("timeline", timeline.steps());
        content.put("submissions", withoutPictures(results));
        try {
            Files.createDirectories(report.getParent());
            Files.writeString(report, JSON.writeValueAsString(content) + "\n");
        } catch (IOException e) {
            throw new DemoFailure("cannot write " + report + ": " + e.getMessage());
        }
    }

    /** The pictures stay in the platform's own result; a report is read as numbers. */
    private static List<Object> withoutPictures(Map<String, JsonNode> results) {
        var list = new ArrayList<Object>();
        results.forEach((name, result) -> {
            var checks = new ArrayList<Map<String, Object>>();
            for (var check : result.path("checks")) {
                checks.add(Map.of(
                        "id", check.path("id").asText(),
                        "outcome", check.path("outcome").asText(),
                        "earned", check.path("earned").asInt(),
                        "points", check.path("points").asInt(),
                        "finding", check.path("title").asText(),
                        "measurements", check.path("measurements")));
            }
            list.add(Map.of(
                    "name", name,
                    "state", result.path("state").asText(),
                    "earned", result.path("earned").asInt(),
                    "points", result.path("points").asInt(),
                    "p95Millis", result.path("p95Millis"),
                    "availabilityPercent", result.path("availabilityPercent"),
                    "runs", result.path("runs"),
                    "checks", checks));
        });
        return list;
    }
}
