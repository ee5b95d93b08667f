package academy.ascent.standins.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Supplier;

/** The whole path once: an instructor makes a cohort; a learner signs up, pays, reads, works, fails, and passes. */
final class Walk {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LAB = "l1-first-prediction";
    private static final String PASSWORD = "a sentence for the demo";
    private static final String LEARNER = "Demo Learner";
    private static final int PAYMENT_REQUIRED = 402;
    private static final Duration LONGEST_GRADING = Duration.ofMinutes(12);

    private final RunningPlatform platform;
    private final Path home;
    private final Timeline timeline;
    private final Map<String, JsonNode> results;
    private final Person learner;
    private final Person instructor;

    Walk(RunningPlatform platform, Path home, Timeline timeline, Map<String, JsonNode> results) {
        this.platform = platform;
        this.home = home;
        this.timeline = timeline;
        this.results = results;
        this.learner = new Person(platform.address());
        this.instructor = new Person(platform.address());
    }

    void go() {
        var invitation =
                timeline.step("an instructor is made on the command line and makes a cohort", this::makeCohort);
        step("a learner signs up and finds the lab locked", this::signUp);
        step("their card is declined, then they pay for Level 1 with the test card", this::buy);
        step("they read a lesson and tick it off", this::read);
        step("they join the cohort by its link", () -> join(invitation));
        step("they hand in the starter: it fails on the answers", () -> handIn("starter", "failed", "answers"));
        step("they mend the column order and hand in: it passes", () -> {
            mend();
            handIn("solution", "passed", "");
        });
        step("the instructor sees both", this::review);
    }

    private void step(String what, Runnable action) {
        timeline.step(what, () -> {
            action.run();
            return what;
        });
    }

    private String makeCohort() {
        platform.createInstructor("instructor@example.org", "Demo Instructor", PASSWORD);
        instructor.open("/sign-in");
        instructor.submit("/sign-in", Map.of("email", "instructor@example.org", "password", PASSWORD));
        instructor.open("/cohorts/new");
        var start = LocalDate.now(ZoneOffset.UTC).toString();
        var cohort = instructor.submit("/cohorts", Map.of("name", "Demo cohort", "level", "1", "startsOn", start));
        var address = cohort.address().getPath().replaceFirst("/manage$", "");
        var made = instructor.submit(address + "/invitation", Map.of());
        return made.find("(/join/[A-Za-z0-9_-]+)");
    }

    private void signUp() {
        learner.open("/sign-up");
        learner.submit("/sign-up", Map.of("name", LEARNER, "email", "learner@example.org", "password", PASSWORD));
        learner.open("/labs/" + LAB, PAYMENT_REQUIRED).says("/pricing");
    }

    private void buy() {
        var tier = learner.open("/pricing").find("/buy/([a-z0-9-]+)\"");
        learner.open("/buy/" + tier);
        var checkout = learner.submit("/buy/" + tier, Map.of());
        pay(checkout, "4000 0000 0000 0002", PAYMENT_REQUIRED).says("declined");
        pay(checkout, "4242 4242 4242 4242", 200);
        until("the enrollment", Duration.ofSeconds(30), () -> learner.answers("/labs/" + LAB) == 200);
    }

    private Person.Page pay(Person.Page checkout, String card, int expected) {
        var fields = Map.of("number", card, "expiry", "12/40", "cvc", "123", "name", LEARNER);
        return learner.submit(checkout.address().toString(), fields, expected);
    }

    private void read() {
        var lesson = "/learn/build/01-how-production-ml-works/03-anatomy-of-a-prediction-request";
        learner.open(lesson);
        learner.submit(lesson + "/complete", Map.of());
    }

    private void join(String invitation) {
        learner.open(invitation).says("Demo cohort");
        learner.submit(invitation, Map.of());
    }

    private void handIn(String name, String expectedState, String expectedFailure) {
        learner.open("/labs/" + LAB);
        var result = learner.submit("/labs/" + LAB + "/hand-in", Map.of());
        var address = result.address().getPath();
        until(
                "the verdict on the " + name,
                LONGEST_GRADING,
                () -> !status(address).path("open").asBoolean());
        var judged = status(address);
        results.put(name, judged);
        if (!judged.path("state").asText().equals(expectedState)) {
            throw new DemoFailure(
                    "the " + name + " ended as " + judged.path("state").asText() + ", not " + expectedState + " "
                            + judged.path("reason").asText());
        }
        if (!expectedFailure.isEmpty() && !failedOnlyOn(judged, expectedFailure)) {
            throw new DemoFailure("the " + name + " did not fail on " + expectedFailure + " alone");
        }
        learner.open(address).says(expectedState.equals("passed") ? "Passed" : "Failed");
    }

    private JsonNode status(String address) {
        try {
            return JSON.readTree(learner.json(address + "/result.json"));
        } catch (JsonProcessingException e) {
            throw new DemoFailure(address + "/result.json is no JSON: " + e.getOriginalMessage());
        }
    }

    private static boolean failedOnlyOn(JsonNode result, String expected) {
        for (var check : result.path("checks")) {
            var failed = check.path("outcome").asText().equals("failed");
            if (failed != check.path("id").asText().equals(expected)) {
                return false;
            }
        }
        return true;
    }

    private void mend() {
        var page = learner.open("/labs/" + LAB + "?file=serving.yaml");
        var base = page.find("name=\"base\" value=\"(\\d+)\"");
        learner.submit("/labs/" + LAB + "/save", Map.of("path", "serving.yaml", "base", base, "text", solution()));
    }

    private String solution() {
        try {
            return Files.readString(home.resolve("labs/" + LAB + "/solution/serving.yaml"));
        } catch (IOException e) {
            throw new DemoFailure("the lab's solution cannot be read: " + e.getMessage());
        }
    }

    private void review() {
        var cohort = instructor.open("/cohorts").find("(/cohorts/\\d+)");
        var page = instructor.open(cohort).says(LEARNER).says("passed");
        var submission = page.find("(/submissions/\\d+)");
        instructor.open(submission).says("p95");
    }

    private static void until(String what, Duration limit, Supplier<Boolean> condition) {
        var deadline = Instant.now().plus(limit);
        while (!condition.get()) {
            if (Instant.now().isAfter(deadline)) {
                throw new DemoFailure(what + " did not come within " + limit.toSeconds() + " s");
            }
            RunningPlatform.pause(Duration.ofMillis(300));
        }
    }
}
