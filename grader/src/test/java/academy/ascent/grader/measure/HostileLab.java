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

/** A lab whose submissions are one Python server, graded in sandboxes of its own below a folder. */
final class HostileLab implements AutoCloseable {
    /** A right answer to the lab's requests. */
    static final String RIGHT = "self.answer(b'{\"outputs\":[{\"name\":\"p\",\"data\":[0.25]}]}')";

    private static final Duration BOUND = Duration.ofSeconds(120);
    private static final String LATENCY =
            "  - {id: latency, check: load, points: 1, with: {rate: 30/s, for: 3s, warm-up: 2s, p90: 200ms}}\n";

    private final Path root;
    private final LocalSandboxes sandboxes;

    private HostileLab(Path root, LocalSandboxes sandboxes) {
        this.root = root;
        this.sandboxes = sandboxes;
    }

    static HostileLab in(Path root) throws IOException {
        for (String program : List.of("/usr/bin/bwrap", "/usr/bin/socat", "/usr/bin/python3")) {
            assumeThat(Path.of(program)).as(program + " is installed").exists();
        }
        RuntimeImage python = new RuntimeImage(List.of(), List.of("/usr/bin/python3"), List.of(), Map.of(), false);
        HostileLab lab = new HostileLab(
                root,
                new LocalSandboxes(
                        new LocalSettings(root.resolve("base"), Map.of("test/python:1", python), List.of())));
        lab.givenLab("l1-test", 3, LATENCY);
        lab.givenLab("l1-after", 2, "");
        return lab;
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

    @Override
    public void close() {
        sandboxes.close();
    }

    /**
     * Grades a server and then one that does nothing wrong.
     *
     * @param beside what goes on beside the server
     * @param infer what it does with a request
     * @param fails the one check that must fail, or nothing where it may be any
     * @param word of that check's finding
     */
    void failsInTimeWithItsReasonAndTheNextIsUnharmed(String beside, String infer, String fails, String word)
            throws IOException {
        List<CheckResult> results = new ArrayList<>();
        GradingEvent.Concluded concluded = grade(beside, infer, results);
        assertThat(concluded.verdict()).as(results.toString()).isInstanceOf(Verdict.Failed.class);
        assertThat(Duration.ofMillis(concluded.durations().totalMillis())).isLessThan(BOUND);
        assertThat(results)
                .filteredOn(result -> result.outcome() == Outcome.FAILED)
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.id()).contains(fails);
                    assertThat(result.title() + "\n" + result.explanation()).contains(word);
                });
        thenTheNextGradingIsUnharmed();
    }

    GradingEvent.Concluded grade(String beside, String infer, List<CheckResult> results) throws IOException {
        write("submission/serve.py", server(beside, infer));
        return grade("l1-test", root.resolve("submission"), results);
    }

    void thenNoSandboxIsLeft() {
        assertThat(sandboxes.list()).isEmpty();
    }

    void thenTheNextGradingIsUnharmed() {
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
