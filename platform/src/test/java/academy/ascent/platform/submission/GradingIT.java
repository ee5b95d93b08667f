package academy.ascent.platform.submission;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.Browser;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.identity.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Handing in to the real grader and its real sandboxes. */
final class GradingIT {
    private static final String LAB = "/labs/l1-first-prediction";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private static PlatformUnderTest platform;

    @BeforeAll
    static void start() {
        platform = PlatformUnderTest.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void theStarterFailsOnItsAnswersAndThePageSaysSoFirst() throws IOException {
        var teacher = teacher();
        var submission = handIn(teacher);
        assertThat(handIn(teacher)).as("one open submission").isEqualTo(submission);

        var result = awaitVerdict(teacher, submission);
        assertThat(result.path("state").asText()).isEqualTo("failed");
        assertThat(result.path("attemptUsed").asBoolean()).isTrue();
        assertThat(outcomes(result))
                .containsExactly(
                        "manifests passed", "deploy passed", "answers failed", "latency skipped", "uptime skipped");
        assertThat(result.toString()).doesNotContain("\"seed\"");

        var page = teacher.get(submission).body();
        assertThat(page).contains("Failed").contains("30 of 100").contains("This was attempt 1; it was used.");
        assertThat(page.indexOf("id=\"check-answers\"")).isLessThan(page.indexOf("id=\"check-manifests\""));
        assertThat(page).as("the lab's hint after one failure").contains("which value lands in position 0");
        assertThat(page).as("the solution stays closed").doesNotContain("reference solution");
        assertSandboxIsGone(submission);
    }

    @Test
    void theStreamCountsFromOneEndsWithTheVerdictAndCanBeTakenUpAgain() throws IOException {
        var teacher = teacher();
        var submission = handIn(teacher);

        var whole = teacher.stream(submission + "/events", 0);
        var ids = ids(whole);
        assertThat(ids)
                .isEqualTo(IntStream.rangeClosed(1, ids.size())
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(whole.getLast()).contains("event: end");
        assertThat(whole.get(whole.size() - 2)).contains("event: concluded").contains("\"failed\"");

        var rest = teacher.stream(submission + "/events", ids.size() - 3L);
        assertThat(ids(rest)).isEqualTo(ids.subList(ids.size() - 3, ids.size()));
    }

    @Test
    void aPrivilegedPodIsRefusedInTheWordsOfTheApiServerWithoutAnAttempt() throws IOException {
        var teacher = teacher();
        var manifest = Files.readString(
                PlatformUnderTest.home().resolve("labs/l1-first-prediction/starter/k8s/deployment.yaml"));
        save(teacher, "k8s/deployment.yaml", manifest.replace("allowPrivilegeEscalation: false", "privileged: true"));

        var submission = handIn(teacher);
        var result = awaitVerdict(teacher, submission);
        assertThat(result.path("state").asText()).isEqualTo("refused");
        assertThat(result.path("reason").asText())
                .contains("k8s/deployment.yaml")
                .contains("privileged");
        assertThat(teacher.get(submission).body()).contains("No attempt was used.");
    }

    @Test
    void aModelThatDoesNotLoadFailsItsDeploymentAndSaysWhy() throws IOException {
        var teacher = teacher();
        var serving =
                Files.readString(PlatformUnderTest.home().resolve("labs/l1-first-prediction/starter/serving.yaml"));
        save(teacher, "serving.yaml", serving.replace("model/tumour.onnx", "model/MODEL_CARD.md"));

        var result = awaitVerdict(teacher, handIn(teacher));
        assertThat(result.path("state").asText()).isEqualTo("failed");
        assertThat(outcomes(result)).contains("deploy failed");
        assertThat(result.toString()).contains("MODEL_CARD.md");
    }

    @Test
    void malformedYamlIsRefusedAtOnceByFileAndLine() throws IOException {
        var teacher = teacher();
        save(teacher, "serving.yaml", "server:\n  host: 0.0.0.0\n port: 8080\n");

        var submission = handIn(teacher);
        var page = teacher.get(submission).body();
        assertThat(page)
                .contains("Refused")
                .contains("serving.yaml, line 3, column")
                .contains("No attempt was used.")
                .contains(LAB + "?file=serving.yaml");
        assertThat(handIn(teacher)).as("it is not open").isNotEqualTo(submission);
    }

    @Test
    void nobodyElseMaySeeASubmissionButThoseWhoTeach() throws IOException {
        var teacher = teacher();
        save(teacher, "serving.yaml", "a: [\n");
        var submission = handIn(teacher);

        var stranger = platform.browser().signUp("Nele", "nele@example.org");
        assertThat(stranger.get(submission).statusCode()).isEqualTo(404);
        assertThat(stranger.send("GET", submission + "/result.json", "").statusCode())
                .isEqualTo(404);
        assertThat(stranger.probe("GET", submission + "/events", "text/event-stream", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(teacher().get(submission).body()).contains("by Teacher");
    }

    private static void save(Browser browser, String path, String text) {
        browser.get(LAB);
        var answer = browser.post(LAB + "/save", Map.of("path", path, "base", "0", "text", text));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private static String handIn(Browser browser) {
        browser.get(LAB);
        var answer = browser.post(LAB + "/hand-in", Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("location").orElseThrow();
    }

    private static JsonNode awaitVerdict(Browser browser, String submission) throws IOException {
        Awaitility.await()
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> !result(browser, submission).path("open").asBoolean());
        return result(browser, submission);
    }

    private static JsonNode result(Browser browser, String submission) throws IOException {
        return JSON.readTree(
                browser.send("GET", submission + "/result.json", "").body());
    }

    private static List<String> outcomes(JsonNode result) {
        var outcomes = new ArrayList<String>();
        result.path("checks")
                .forEach(check -> outcomes.add(
                        check.path("id").asText() + " " + check.path("outcome").asText()));
        return outcomes;
    }

    private static List<String> ids(List<String> messages) {
        return messages.stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("id: "))
                .map(line -> line.substring(4))
                .toList();
    }

    private static void assertSandboxIsGone(String submission) {
        var name = "grade-" + submission.substring(submission.lastIndexOf('/') + 1) + "-e1";
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(line -> line.contains(name)
                                && line.contains(platform.state().toString())))
                .isEmpty();
    }

    /** Somebody who may open every lab, with a workspace that nobody has touched. */
    private static Browser teacher() {
        var email = "teacher" + PEOPLE.incrementAndGet() + "@example.org";
        platform.bean(Accounts.class).createPrivileged(email, "Teacher", "correct horse battery", Role.INSTRUCTOR);
        return platform.browser().signIn(email);
    }
}
