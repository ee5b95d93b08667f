package academy.ascent.sandbox.trace;

import static academy.ascent.sandbox.trace.Scenario.script;

import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica.State;
import java.time.Duration;
import java.util.List;

/** What is played on a real node and on this machine. */
public final class Scenarios {
    private static final String SERVE = GivenApp.SERVE;
    private static final String READY = "readinessProbe: {httpGet: {port: 8080}, periodSeconds: 1}";
    private static final String MOODY =
            "readinessProbe: {httpGet: {port: 8080}, periodSeconds: 1, failureThreshold: 1}";
    private static final String LIVE = "livenessProbe: {httpGet: {port: 8080}, periodSeconds: 1, failureThreshold: 2}";

    /** So that many fit on a node with two processors. */
    private static final String SMALL_REQUESTS = "{requests: {cpu: 10m, memory: 16Mi}, ";

    private Scenarios() {}

    public static List<Scenario> all() {
        return List.of(
                noProbe(),
                readinessProbe(),
                initialDelay(),
                startupProbe(),
                startupProbeFails(),
                readinessComesAndGoes(),
                livenessFails(),
                killed(),
                killedWithProbe(),
                killedTwice(),
                crashLoop(),
                completes(),
                outOfMemory(),
                deleted(),
                polite(),
                deaf(),
                preStop(),
                scaledUp(),
                scaledDown(),
                rollout(),
                rolloutWithoutSurge(),
                recreate(),
                badRelease(),
                undone(),
                waitsForConfiguration(),
                inOrder());
    }

    private static List<ManifestFile> app(int replicas, String script, String probe) {
        return GivenApp.app("app", replicas, script, probe).stream()
                .map(file -> new ManifestFile(file.path(), file.yaml().replace("{limits:", SMALL_REQUESTS + "limits:")))
                .toList();
    }

    /** With the strategy, and the variable that makes another template of it. */
    private static List<ManifestFile> release(int replicas, String answer, String strategy, String script) {
        return app(replicas, script, READY + "\nenv: [{name: ANSWER, value: " + answer + "}]").stream()
                .map(file -> new ManifestFile(
                        file.path(),
                        file.yaml().replace("  selector: {match", "  " + strategy + "\n  selector: {match")))
                .toList();
    }

    private static Scenario noProbe() {
        return script("starts without a probe")
                .apply("applied", app(1, SERVE, ""))
                .until("ready", look -> look.ready() == 1)
                .until("led to", look -> look.endpoints() == 1)
                .end();
    }

    private static Scenario readinessProbe() {
        return script("starts with a readiness probe")
                .apply("applied", app(1, "sleep 2; " + SERVE, READY))
                .until("runs", look -> look.in(State.RUNNING) == 1)
                .until("ready", look -> look.ready() == 1)
                .until("led to", look -> look.endpoints() == 1)
                .end();
    }

    private static Scenario initialDelay() {
        return script("a readiness probe that begins late")
                .apply("applied", app(1, SERVE, READY.replace("Seconds: 1", "Seconds: 2, initialDelaySeconds: 4")))
                .until("ready", look -> look.ready() == 1)
                .end();
    }

    private static Scenario startupProbe() {
        return script("a startup probe before the readiness probe")
                .apply(
                        "applied",
                        app(
                                1,
                                "sleep 3; " + SERVE,
                                READY
                                        + "\nstartupProbe: {tcpSocket: {port: 8080}, periodSeconds: 1, failureThreshold: 10}"))
                .until("ready", look -> look.ready() == 1)
                .holds("it was never restarted", Duration.ofSeconds(1), look -> look.restarts() == 0)
                .end();
    }

    private static Scenario startupProbeFails() {
        return script("a startup probe that never succeeds")
                .apply(
                        "applied",
                        app(
                                1,
                                "sleep 1000",
                                "startupProbe: {tcpSocket: {port: 8080}, periodSeconds: 1, failureThreshold: 2}"))
                .until("restarted", look -> look.restarts() == 1)
                .end();
    }

    private static Scenario readinessComesAndGoes() {
        return script("a readiness probe that fails for a while")
                .apply("applied", app(1, "(sleep 4; touch /tmp/unwell; sleep 4; rm /tmp/unwell) & " + SERVE, MOODY))
                .until("led to", look -> look.endpoints() == 1)
                .act("the server says that it is unwell after 4 s", (stage, look) -> {})
                .until("not ready", look -> look.ready() == 0)
                .until("no longer led to", look -> look.endpoints() == 0)
                .act("it is well again after 4 s", (stage, look) -> {})
                .until("ready", look -> look.ready() == 1)
                .until("led to", look -> look.endpoints() == 1)
                .holds("it was never restarted", Duration.ofSeconds(1), look -> look.restarts() == 0)
                .end();
    }

    private static Scenario livenessFails() {
        return script("a liveness probe that fails")
                .apply("applied", app(1, "(sleep 3; touch /tmp/unwell) & " + SERVE, LIVE))
                .until("restarted", look -> look.restarts() == 1)
                .until("ready again", look -> look.restarts() == 1 && look.ready() == 1)
                .end();
    }

    private static Scenario killed() {
        return script("killed, without a probe")
                .apply("applied", app(1, SERVE, ""))
                .until("led to", look -> look.endpoints() == 1)
                .kill()
                .until("restarted", look -> look.restarts() == 1)
                .until("ready again", look -> look.restarts() == 1 && look.ready() == 1)
                .until("led to again", look -> look.restarts() == 1 && look.ready() == 1 && look.endpoints() == 1)
                .holds("it was killed by signal 9", Duration.ZERO, look -> look.exit("killed by signal 9"))
                .end();
    }

    private static Scenario killedWithProbe() {
        return script("killed, with a readiness probe")
                .apply("applied", app(1, "sleep 1; " + SERVE, READY))
                .until("led to", look -> look.endpoints() == 1)
                .kill()
                .until("not ready", look -> look.ready() == 0)
                .until("no longer led to", look -> look.endpoints() == 0)
                .until("restarted", look -> look.restarts() == 1)
                .until("ready again", look -> look.restarts() == 1 && look.ready() == 1)
                .until("led to again", look -> look.restarts() == 1 && look.ready() == 1 && look.endpoints() == 1)
                .end();
    }

    private static Scenario killedTwice() {
        return script("killed twice")
                .apply("applied", app(1, SERVE, ""))
                .until("led to", look -> look.endpoints() == 1)
                .kill()
                .until("restarted", look -> look.restarts() == 1 && look.ready() == 1)
                .kill()
                .until("restarted", look -> look.restarts() == 2 && look.ready() == 1)
                .end();
    }

    private static Scenario crashLoop() {
        return script("a crash loop")
                .apply("applied", app(1, "exit 3", ""))
                .until("first restart", look -> look.restarts() == 1)
                .until("second restart", look -> look.restarts() == 2)
                .until("third restart", look -> look.restarts() == 3)
                .holds("it ended with exit code 3", Duration.ZERO, look -> look.exit("exit code 3"))
                .end();
    }

    private static Scenario completes() {
        return script("a program of a Deployment that ends well is started again")
                .apply("applied", app(1, "sleep 2", ""))
                .until("restarted", look -> look.restarts() == 1)
                .until("restarted again", look -> look.restarts() == 2)
                .holds("it ended with exit code 0", Duration.ZERO, look -> look.exit("exit code 0"))
                .end();
    }

    private static Scenario outOfMemory() {
        return script("out of memory")
                .apply("applied", app(1, "sleep 2; exec dd if=/dev/zero of=/dev/null bs=256M count=1", ""))
                .until("out of memory", look -> look.exit("out of memory"))
                .until("restarted", look -> look.restarts() == 1)
                .end();
    }

    private static Scenario deleted() {
        return script("a pod that is deleted is replaced")
                .apply("applied", app(1, SERVE, READY))
                .until("led to", look -> look.endpoints() == 1)
                .delete()
                .until("a new one is made", look -> look.fresh().size() == 1)
                .until("the new one is ready", look -> Look.count(look.fresh()) == 1)
                .until("the old one is gone", look -> look.old().isEmpty())
                .end();
    }

    private static Scenario polite() {
        return script("a program that ends well two seconds after it is told to")
                .apply(
                        "applied",
                        slow(app(1, "trap 'sleep 2; exit 0' TERM; " + SERVE.replace("exec ", "") + " & wait", READY)))
                .until("led to", look -> look.endpoints() == 1)
                .apply(
                        "scaled to none",
                        slow(app(0, "trap 'sleep 2; exit 0' TERM; " + SERVE.replace("exec ", "") + " & wait", READY)))
                .until("no longer led to", look -> look.endpoints() == 0)
                .until("ends", look -> look.in(State.TERMINATING) == 1)
                .until("gone", look -> look.pods().isEmpty())
                .end();
    }

    /** With twenty seconds of grace. */
    private static List<ManifestFile> slow(List<ManifestFile> files) {
        return files.stream()
                .map(file -> new ManifestFile(
                        file.path(), file.yaml().replace("GracePeriodSeconds: 2", "GracePeriodSeconds: 20")))
                .toList();
    }

    private static Scenario deaf() {
        String script = "trap '' TERM; while :; do sleep 0.1; done";
        return script("a program that does not listen is killed after its grace")
                .apply("applied", app(1, script, ""))
                .until("ready", look -> look.ready() == 1)
                .apply("scaled to none", app(0, script, ""))
                .until("gone", look -> look.pods().isEmpty())
                .end();
    }

    private static Scenario preStop() {
        String hook = READY + "\nlifecycle: {preStop: {sleep: {seconds: 3}}}";
        return script("a pause before the end")
                .apply("applied", slow(app(1, SERVE, hook)))
                .until("led to", look -> look.endpoints() == 1)
                .apply("scaled to none", slow(app(0, SERVE, hook)))
                .until("no longer led to", look -> look.endpoints() == 0)
                .until("gone", look -> look.pods().isEmpty())
                .end();
    }

    private static Scenario scaledUp() {
        return script("scaled up")
                .apply("applied", app(1, SERVE, READY))
                .until("led to", look -> look.endpoints() == 1)
                .apply("scaled to three", app(3, SERVE, READY))
                .until("three pods", look -> look.pods().size() == 3)
                .until("three are ready", look -> look.ready() == 3)
                .until("three are led to", look -> look.endpoints() == 3)
                .end();
    }

    private static Scenario scaledDown() {
        return script("scaled down")
                .apply("applied", app(3, SERVE, READY))
                .until("three are led to", look -> look.endpoints() == 3)
                .apply("scaled to one", app(1, SERVE, READY))
                .until("one is led to", look -> look.endpoints() == 1)
                .until("one pod", look -> look.pods().size() == 1)
                .end();
    }

    private static Scenario rollout() {
        String strategy = "strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}";
        return script("a rollout with one more pod")
                .apply("applied", release(2, "one", strategy, SERVE))
                .until("two are led to", look -> look.endpoints() == 2)
                .apply("a new release", release(2, "two", strategy, SERVE))
                .until("the first new one", look -> look.fresh().size() == 1)
                .until("the first new one is ready", look -> Look.count(look.fresh()) == 1)
                .until("an old one ends", look -> look.in(State.TERMINATING) >= 1)
                .until("all are new", look -> look.old().isEmpty() && Look.count(look.fresh()) == 2)
                .end();
    }

    private static Scenario rolloutWithoutSurge() {
        String strategy = "strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}";
        return script("a rollout with one pod fewer")
                .apply("applied", release(2, "one", strategy, SERVE))
                .until("two are led to", look -> look.endpoints() == 2)
                .apply("a new release", release(2, "two", strategy, SERVE))
                .until("one is led to", look -> look.endpoints() == 1)
                .until("all are new", look -> look.old().isEmpty() && Look.count(look.fresh()) == 2)
                .end();
    }

    private static Scenario recreate() {
        String strategy = "strategy: {type: Recreate}";
        return script("a rollout that begins with none")
                .apply("applied", release(1, "one", strategy, SERVE))
                .until("led to", look -> look.endpoints() == 1)
                .apply("a new release", release(1, "two", strategy, SERVE))
                .until("none is led to", look -> look.endpoints() == 0)
                .until("a new one", look -> look.fresh().size() == 1)
                .until("it is ready", look -> Look.count(look.fresh()) == 1)
                .end();
    }

    private static Scenario badRelease() {
        String strategy = "strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}";
        return script("a release that never becomes ready")
                .apply("applied", release(2, "one", strategy, SERVE))
                .until("two are led to", look -> look.endpoints() == 2)
                .apply("a bad release", release(2, "two", strategy, "sleep 1000"))
                .until("one new one", look -> look.fresh().size() == 1)
                .holds(
                        "the old ones serve and the new one does not",
                        Duration.ofSeconds(5),
                        look -> look.endpoints() == 2
                                && Look.count(look.old()) == 2
                                && look.fresh().size() == 1)
                .end();
    }

    private static Scenario undone() {
        String strategy = "strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}";
        return script("a bad release is undone")
                .apply("applied", release(2, "one", strategy, SERVE))
                .until("two are led to", look -> look.endpoints() == 2)
                .apply("a bad release", release(2, "two", strategy, "sleep 1000"))
                .until("one new one runs", look -> look.in(State.RUNNING) == 3)
                .undo("undone to revision 1")
                .until("it ends", look -> look.in(State.TERMINATING) == 1)
                .until("it is gone", look -> look.pods().size() == 2)
                .holds(
                        "two are led to",
                        Duration.ofSeconds(1),
                        look -> look.endpoints() == 2 && look.fresh().isEmpty())
                .end();
    }

    private static Scenario waitsForConfiguration() {
        String variable = "env: [{name: ANSWER, valueFrom: {configMapKeyRef: {name: settings, key: answer}}}]";
        return script("waits for a ConfigMap")
                .apply("applied", app(1, SERVE, variable))
                .until(
                        "what is missing is told",
                        look -> look.exit("CreateContainerConfigError: configmap \"settings\" not found"))
                .holds("it is not ready", Duration.ofSeconds(2), look -> look.ready() == 0)
                .apply("the ConfigMap", List.of(new ManifestFile("k8s/settings.yaml", """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: settings}
                        data: {answer: hello}
                        """)))
                .sooner("ready", look -> look.ready() == 1)
                .holds("it was never restarted", Duration.ZERO, look -> look.restarts() == 0)
                .end();
    }

    private static Scenario inOrder() {
        List<ManifestFile> files = app(2, "sleep 1; " + SERVE, READY).stream()
                .map(file -> new ManifestFile(
                        file.path(),
                        file.yaml()
                                .replace("kind: Deployment", "kind: StatefulSet")
                                .replace("  selector: {match", "  serviceName: app\n  selector: {match")))
                .toList();
        return script("a StatefulSet starts in order")
                .apply("applied", files)
                .until("the first is ready", look -> look.ready() == 1)
                .until("the second is made", look -> look.pods().size() == 2)
                .until("both are ready", look -> look.ready() == 2)
                .end();
    }
}
