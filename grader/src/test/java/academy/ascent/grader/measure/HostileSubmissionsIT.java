package academy.ascent.grader.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Verdict;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.local.LocalSandboxes;
import academy.ascent.sandbox.local.LocalSettings;
import academy.ascent.sandbox.local.RuntimeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole gradings of servers that misbehave: each ends in time with a verdict that says why, and harms no other. */
class HostileSubmissionsIT {
    private static final Duration BOUND = Duration.ofSeconds(120);
    private static final String RIGHT = "self.answer(b'{\"outputs\":[{\"name\":\"p\",\"data\":[0.25]}]}')";

    private static final String LATENCY =
            "  - {id: latency, check: load, points: 1, with: {rate: 30/s, for: 3s, warm-up: 2s, p90: 200ms}}\n";

    /** What goes on beside the server, what it does with a request, the check that must fail and a word of its finding. */
    enum Hostile {
        SLOW("pass", "time.sleep(1.5); " + RIGHT, "latency", "later than 200 ms"),
        SILENT("pass", "time.sleep(1000)", "answers", "timed out"),
        BABBLING("pass", "self.answer(b'{\"outputs\": [')", "answers", "5 of 5 answers wrong"),
        ENDLESS("pass", "self.stream()", "answers", "5 of 5 answers wrong"),
        FICKLE("pass", "self.connection.close() if random.random() < 0.7 else " + RIGHT, "answers", "answers wrong"),
        FILLING("threading.Thread(target=fill_the_disk).start()", RIGHT, "", "");

        private final String beside;
        private final String infer;
        private final String fails;
        private final String word;

        Hostile(String beside, String infer, String fails, String word) {
            this.beside = beside;
            this.infer = infer;
            this.fails = fails;
            this.word = word;
        }
    }

    @TempDir
    Path root;

    private LocalSandboxes sandboxes;

    @BeforeEach
    void givenLab() throws IOException {
        for (String program : List.of("/usr/bin/bwrap", "/usr/bin/socat", "/usr/bin/python3")) {
            assumeThat(Path.of(program)).as(program + " is installed").exists();
        }
        givenLab("l1-test", 3, LATENCY);
        givenLab("l1-after", 2, "");
        RuntimeImage python = new RuntimeImage(List.of(), List.of("/usr/bin/python3"), List.of(), Map.of(), false);
        sandboxes =
                new LocalSandboxes(new LocalSettings(root.resolve("base"), Map.of("test/python:1", python), List.of()));
    }

    private void givenLab(String lab, int points, String latency) throws IOException {
        write(lab + "/lab.yaml", """
                id: LAB
                title: A lab
                summary: One line.
                level: 1
                module: 01-how
                minutes: 40
                sandbox: cpu-small
                points: POINTS
                pass: POINTS
                cooldown: [0s]
                files: {edit: ["serve.py"], hidden: ["grading/**"]}
                model: wine
                service: wine
                grading:
                  - {id: deploy, check: deploy, points: 1, must: true, with: {ready-within: 15s}}
                  - {id: answers, check: predict, points: 1, must: true, with: {cases: 5, data: grading/cases.csv, columns: [a], output: p, tolerance: 1e-5}}
                """.replace("LAB", lab).replace("POINTS", Integer.toString(points)) + latency);
        write(lab + "/grading/cases.csv", "a\n1\n2\n3\n");
        write(lab + "/starter/k8s/wine.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: wine}
                spec:
                  selector: {matchLabels: {app: wine}}
                  template:
                    metadata: {labels: {app: wine}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                        - name: server
                          image: test/python:1
                          args: ["/workspace/serve.py"]
                          resources: {limits: {cpu: 500m, memory: 96Mi}}
                          readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1, timeoutSeconds: 1}
                          volumeMounts: [{name: files, mountPath: /workspace}]
                      volumes: [{name: files, persistentVolumeClaim: {claimName: workspace}}]
                """);
        write(lab + "/starter/k8s/service.yaml", """
                apiVersion: v1
                kind: Service
                metadata: {name: wine}
                spec: {selector: {app: wine}, ports: [{port: 80, targetPort: 8080}]}
                """);
        write(lab + "/solution/serve.py", server("pass", RIGHT));
    }

    @AfterEach
    void close() {
        if (sandboxes != null) {
            sandboxes.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_hostile_server_fails_in_time_with_its_reason_and_the_next_grading_is_unharmed(Hostile hostile)
            throws IOException {
        write("submission/serve.py", server(hostile.beside, hostile.infer));
        List<CheckResult> results = new ArrayList<>();
        GradingEvent.Concluded concluded = grade("l1-test", root.resolve("submission"), results);
        assertThat(concluded.verdict()).as(results.toString()).isInstanceOf(Verdict.Failed.class);
        assertThat(Duration.ofMillis(concluded.durations().totalMillis())).isLessThan(BOUND);
        assertThat(results)
                .filteredOn(result -> result.outcome() == Outcome.FAILED)
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.id()).contains(hostile.fails);
                    assertThat(result.title() + "\n" + result.explanation()).contains(hostile.word);
                });
        thenTheNextGradingIsUnharmed();
    }

    /** Whether it serves at all beside its own children is chance; that it is cleared away is not. */
    @Test
    void a_server_that_forks_without_end_is_judged_and_cleared_away_and_the_next_grading_is_unharmed()
            throws IOException {
        write("submission/serve.py", server("threading.Thread(target=fork_without_end).start()", RIGHT));
        assertThat(grade("l1-test", root.resolve("submission"), new ArrayList<>())
                        .verdict())
                .isNotInstanceOf(Verdict.Faulted.class);
        assertThat(sandboxes.list()).isEmpty();
        thenTheNextGradingIsUnharmed();
    }

    private void thenTheNextGradingIsUnharmed() {
        List<CheckResult> results = new ArrayList<>();
        assertThat(grade("l1-after", root.resolve("l1-after/solution"), results).verdict())
                .as(results.toString())
                .isEqualTo(new Verdict.Passed(2));
    }

    private GradingEvent.Concluded grade(String lab, Path submission, List<CheckResult> results) {
        GradingRequest request =
                new GradingRequest(root.resolve(lab), submission, new SandboxName("hostile"), root.resolve("base"), 42);
        return new Grading(request, sandboxes, HostShare.windowOnly(root.resolve("base")), event -> {
                    if (event instanceof GradingEvent.CheckFinished finished) {
                        results.add(finished.result());
                    }
                })
                .run();
    }

    private static String server(String beside, String infer) {
        return """
                import http.server, os, random, threading, time

                class Handler(http.server.BaseHTTPRequestHandler):
                    protocol_version = "HTTP/1.1"

                    def answer(self, body):
                        self.send_response(200)
                        self.send_header("Content-Length", str(len(body)))
                        self.end_headers()
                        self.wfile.write(body)

                    def stream(self):
                        self.send_response(200)
                        self.send_header("Content-Length", str(1 << 50))
                        self.end_headers()
                        while True:
                            self.wfile.write(b"x" * 65536)

                    def do_GET(self):
                        self.answer(b"{}")

                    def do_POST(self):
                        self.rfile.read(int(self.headers["Content-Length"]))
                        INFER

                    def log_message(self, *ignored):
                        pass

                def fill_the_disk():
                    with open("/tmp/x", "wb") as file:
                        while True:
                            file.write(b"x" * 65536)

                def fork_without_end():
                    while True:
                        try:
                            os.fork()
                        except OSError:
                            pass

                BESIDE
                http.server.ThreadingHTTPServer(("0.0.0.0", 8080), Handler).serve_forever()
                """.replace("INFER", infer).replace("BESIDE", beside);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
