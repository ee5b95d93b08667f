package academy.ascent.grader.check;

import academy.ascent.grader.host.StealLog;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.load.Call;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Schedule;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Evidence;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import academy.ascent.sandbox.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** {@code deploy}: every replica becomes ready in time and serves the lab's model. */
public final class DeployCheck implements Check {
    private static final int LOG_LINES = 30;
    private static final Duration POLL = Duration.ofMillis(50);

    @Override
    public String kind() {
        return "deploy";
    }

    @Override
    public void validate(Settings with) {
        limit(with);
    }

    @Override
    public Set<String> needs() {
        return Set.of();
    }

    @Override
    public boolean measures() {
        return false;
    }

    @Override
    public Duration expected(Settings with) {
        return Duration.ofSeconds(3);
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        Duration limit = limit(spec.with());
        String service = stage.lab().service();
        if (stage.desiredReplicas() == 0) {
            return failed(
                    "No replica was asked for", "The manifests declare no Deployment with a replica. Add one.", stage);
        }
        if (stage.objects().stream()
                .noneMatch(object ->
                        object.kind().equals("Service") && object.name().equals(service))) {
            return failed(
                    "No Service named " + service,
                    "Requests are sent to the Service '" + service + "', which the manifests do not declare. Add it.",
                    stage);
        }
        return awaited(stage, limit);
    }

    private static Finding awaited(Stage stage, Duration limit) {
        Patience patience = new Patience(limit);
        long began = System.nanoTime();
        try (StealLog steal = StealLog.watch()) {
            while (!ready(stage)) {
                Duration stolen = Duration.ofNanos(steal.delay(began, System.nanoTime()));
                switch (patience.after(stage.sinceApplied(), stolen)) {
                    case LATE -> {
                        return late(stage, limit);
                    }
                    case CANNOT_TELL -> {
                        return cannotTell(stage, stolen);
                    }
                    case WAIT -> waitOn(stage, limit);
                }
            }
            Duration took = stage.sinceApplied();
            Duration stolen = Duration.ofNanos(steal.delay(began, System.nanoTime()));
            return served(stage, limit, took.compareTo(limit) > 0 ? took.minus(stolen) : took);
        }
    }

    private static void waitOn(Stage stage, Duration limit) {
        stage.report(
                Math.min(1, stage.sinceApplied().toMillis() / (double) limit.toMillis()),
                stage.endpoints().size() + " of " + stage.desiredReplicas() + " replicas are ready");
        LockSupport.parkNanos(POLL.toNanos());
    }

    private static boolean ready(Stage stage) {
        return stage.endpoints().size() >= stage.desiredReplicas()
                && stage.sandbox().replicas().stream().filter(Replica::ready).count() >= stage.desiredReplicas();
    }

    private static Finding served(Stage stage, Duration limit, Duration took) {
        String model = stage.lab().model();
        Call call = CaseBook.isGrpc(stage.lab())
                ? GrpcTensors.ready(model)
                : new Call("/v2/models/" + model + "/ready", "");
        Sample answer = Load.run(
                        Schedule.constant(1, Duration.ofSeconds(1)),
                        List.of(call),
                        stage::endpoints,
                        Duration.ofSeconds(10))
                .getFirst();
        if (!answer.answered() || call.message() != null && !answer.body().contains("ready: true")) {
            return failed(
                    "The model '" + stage.lab().model() + "' is not served",
                    "Every replica is ready, but " + (call.message() == null ? "GET " : "") + call.path() + " was "
                            + answer.outcome().words()
                            + (answer.status() == 0 ? "" : " (" + answer.status() + ")") + ". The server's own words: "
                            + Words.clip(answer.body(), 300) + "\nLook at the model's name and path in serving.yaml.",
                    stage);
        }
        int replicas = stage.desiredReplicas();
        return new Finding(
                Ground.BUILT,
                Outcome.PASSED,
                replicas + " of " + replicas + " replicas ready in " + Words.seconds(took) + ", limit "
                        + Words.seconds(limit),
                "The manifests were admitted, every replica passed its readiness probe and the model '"
                        + stage.lab().model() + "' is served.",
                List.of(ready(took, limit)),
                List.of());
    }

    private static Finding late(Stage stage, Duration limit) {
        List<String> lines = new ArrayList<>();
        for (Replica replica : stage.sandbox().replicas()) {
            lines.add(replica.name() + ": " + (replica.ready() ? "ready" : "not ready, " + Words.state(replica))
                    + ", restarts " + replica.restarts()
                    + replica.lastExit()
                            .map(exit -> ", last ended with " + exit)
                            .orElse("") + ".");
        }
        lastWords(stage).ifPresent(lines::add);
        return failed(
                stage.endpoints().size() + " of " + stage.desiredReplicas() + " replicas ready after "
                        + Words.seconds(limit),
                "Expected every replica ready within " + Words.seconds(limit) + " of being applied.\n"
                        + String.join("\n", lines)
                        + "\nA server has to listen on 0.0.0.0 and on the port that the readinessProbe asks, and to load its"
                        + " model before it is ready. The logs are below.",
                stage);
    }

    private static Finding cannotTell(Stage stage, Duration stolen) {
        return new Finding(
                Ground.BUILT,
                Outcome.UNDECIDED,
                stage.endpoints().size() + " of " + stage.desiredReplicas() + " replicas ready after "
                        + Words.seconds(stage.sinceApplied()) + ": cannot tell",
                "Meanwhile the host's hypervisor gave " + Words.seconds(stolen)
                        + " of CPU time to others, so that the delay is not held against the submission.",
                List.of(),
                logs(stage));
    }

    /** What the first replica that is not ready wrote last, which is where a model that does not load is told. */
    private static Optional<String> lastWords(Stage stage) {
        return stage.sandbox().replicas().stream()
                .filter(replica -> !replica.ready())
                .findFirst()
                .flatMap(replica -> stage.sandbox().logs(replica.name(), 1).stream()
                        .findFirst()
                        .map(line -> replica.name() + " wrote last: " + Words.clip(line, 400)));
    }

    private static Finding failed(String title, String explanation, Stage stage) {
        return new Finding(Ground.BUILT, Outcome.FAILED, title, explanation, List.of(), logs(stage));
    }

    private static List<Evidence> logs(Stage stage) {
        List<Evidence> evidence = new ArrayList<>();
        for (Replica replica : stage.sandbox().replicas()) {
            List<String> log = stage.sandbox().logs(replica.name(), LOG_LINES);
            String text = log.isEmpty() ? "(nothing was written)" : String.join("\n", log);
            evidence.add(new Evidence(
                    Evidence.Kind.LOG,
                    "The last " + LOG_LINES + " lines of " + replica.name(),
                    "What the replica wrote before it was given up",
                    text));
        }
        return evidence;
    }

    private static Measurement ready(Duration took, Duration limit) {
        return new Measurement(
                "time to ready", took.toMillis() / 1e3, "s", null, null, limit.toMillis() / 1e3, Relation.AT_MOST);
    }

    private static Duration limit(Settings with) {
        return with.allowing("ready-within").duration("ready-within");
    }
}
