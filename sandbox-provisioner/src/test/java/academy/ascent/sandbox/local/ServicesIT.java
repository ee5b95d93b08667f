package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.SERVE;
import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.ready;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Pods that ask the Services of their own sandbox; that they reach nothing else is in the {@link SafetyTable}. */
@Isolated
class ServicesIT {
    private static final String PROBE = "readinessProbe: {httpGet: {port: 8080}, periodSeconds: 1}";

    /** Serves its own name. */
    private static final String NAMED = "export ANSWER=$HOSTNAME; " + SERVE;

    /** Says what answers, or why nothing does, again and again. */
    private static final String ASK = "ask() { printf 'GET / HTTP/1.1\\r\\n\\r\\n'"
            + " | socat -t 0 -,ignoreeof TCP4:$1 2>&1 | sed -n '/ E /s/.*: //p; $p'; echo; }; ";

    @TempDir
    Path folder;

    private GivenSandboxes given;
    private Sandbox sandbox;

    @BeforeEach
    void open() throws IOException {
        given = GivenSandboxes.on(folder);
        sandbox = given.open("calls");
    }

    @AfterEach
    void close() {
        if (given != null) {
            given.close();
        }
    }

    @Test
    void a_service_has_the_names_that_it_has_on_a_cluster() {
        admitted(sandbox.apply(app("web", 1, SERVE, PROBE)));
        ready(sandbox, "web", 1);
        admitted(sandbox.apply(app(
                "caller",
                1,
                ASK + "for name in web web.calls web.calls.svc web.calls.svc.cluster.local; do ask $name:80; done; "
                        + "sleep 1000",
                "")));
        until(() -> said().stream().filter("ok"::equals).count() == 4);
        assertThat(said()).noneMatch(line -> line.contains("refused"));
    }

    @Test
    void variables_tell_a_pod_of_those_that_there_are_when_it_starts() {
        admitted(sandbox.apply(app("web", 1, SERVE, PROBE)));
        ready(sandbox, "web", 1);
        String say = "echo $WEB_PORT; ask $WEB_SERVICE_HOST:$WEB_SERVICE_PORT; sleep 1000";
        admitted(sandbox.apply(app("caller", 1, ASK + say, "")));
        until(() -> said().size() == 2);
        assertThat(said().getFirst()).matches("tcp://10\\.96\\.0\\.[0-9]+:80");
        assertThat(said().getLast()).isEqualTo("ok");
        List<ManifestFile> without = app("caller", 1, "echo none$WEB_PORT; sleep 1000", "");
        ManifestFile deployment = without.getFirst();
        admitted(sandbox.apply(List.of(new ManifestFile(
                deployment.path(),
                deployment.yaml().replace("terminationGrace", "enableServiceLinks: false\n      terminationGrace")))));
        until(() -> said().contains("none"));
    }

    @Test
    void load_is_spread_over_replicas_and_goes_on_when_one_is_killed() {
        admitted(sandbox.apply(app("web", 2, NAMED, PROBE)));
        ready(sandbox, "web", 2);
        Set<String> both = replicas("web");
        admitted(sandbox.apply(app("caller", 1, ASK + "while :; do ask web:80; sleep 0.05; done", "")));
        until(() -> lately(10).equals(both));
        String killed = both.stream().sorted().findFirst().orElseThrow();
        sandbox.kill(killed);
        until(() -> lately(10).size() == 1 && both.containsAll(lately(10)));
        assertThat(lately(10)).doesNotContain(killed);
        until(() -> lately(10).equals(both));
    }

    @Test
    void nobody_ready_refuses_until_somebody_is() {
        admitted(sandbox.apply(app("web", 1, "touch /tmp/unwell; " + SERVE, PROBE)));
        admitted(sandbox.apply(app("caller", 1, ASK + "while :; do ask web:80; sleep 0.05; done", "")));
        until(() -> lately(5).equals(Set.of("Connection refused")));
        admitted(sandbox.apply(app("web", 1, SERVE, PROBE)));
        until(() -> lately(5).equals(Set.of("ok")));
    }

    @Test
    void a_service_that_comes_later_is_found_by_who_runs_already() {
        admitted(sandbox.apply(app("caller", 1, ASK + "while :; do ask web:80; sleep 0.05; done", "")));
        until(() -> said().stream()
                .anyMatch(line -> line.contains("Name or service not known") || line.contains("name resolution")));
        admitted(sandbox.apply(app("web", 1, SERVE, PROBE)));
        until(() -> lately(5).equals(Set.of("ok")));
    }

    @Test
    void a_service_is_reached_on_each_of_its_ports_whatever_the_caller_itself_listens_on() {
        List<ManifestFile> web = app("web", 1, SERVE, PROBE);
        ManifestFile service = web.getLast();
        admitted(sandbox.apply(List.of(
                web.getFirst(),
                new ManifestFile(
                        service.path(),
                        service.yaml()
                                .replace(
                                        "[{port: 80,",
                                        "[{name: b, port: 8080, targetPort: 8080}, {name: a, port: 80,")))));
        ready(sandbox, "web", 1);
        String listening = "ANSWER=mine; export ANSWER; (" + SERVE + ") & ";
        admitted(sandbox.apply(app(
                "caller",
                1,
                listening + ASK + "while ! ask localhost:8080 | grep -q mine; do sleep 0.05; done; ask localhost:8080;"
                        + " ask web:8080; ask web:80; sleep 1000",
                "")));
        until(() -> said().size() == 3);
        assertThat(said()).containsExactly("mine", "ok", "ok");
    }

    @Test
    void a_caller_that_is_started_again_finds_it_again() {
        admitted(sandbox.apply(app("web", 1, SERVE, PROBE)));
        ready(sandbox, "web", 1);
        admitted(sandbox.apply(app("caller", 1, ASK + "echo began; while :; do ask web:80; sleep 0.05; done", "")));
        until(() -> lately(5).equals(Set.of("ok")));
        sandbox.kill(replicas("caller").iterator().next());
        until(() -> said().stream().filter("began"::equals).count() == 2);
        until(() -> said().getLast().equals("ok"));
        List<String> again = said().subList(said().lastIndexOf("began"), said().size());
        assertThat(again).containsOnly("began", "ok");
    }

    @Test
    void nothing_is_left_of_it() {
        admitted(sandbox.apply(app("web", 1, SERVE, PROBE)));
        ready(sandbox, "web", 1);
        admitted(sandbox.apply(app("caller", 1, "socat -u TCP4:web:80 OPEN:/dev/null; sleep 1000", "")));
        // For either pod those that listen for both Services, and that of the connection.
        until(() -> leading().size() == 5);
        List<ProcessHandle> leading = leading();
        sandbox.close();
        assertThat(leading).noneMatch(CleanUpIT::lives);
    }

    /** The processes that lead to Services: those that listen, and one for each connection. */
    static List<ProcessHandle> leading() {
        return ProcessHandle.current().descendants().filter(ServicesIT::leads).toList();
    }

    /** What starts them names what they do too. */
    private static boolean leads(ProcessHandle process) {
        String command =
                ProcFs.read(Path.of("/proc/" + process.pid() + "/cmdline")).orElse("");
        return command.startsWith("/usr/bin/socat") && command.contains("UNIX-CONNECT:/doors/");
    }

    private Set<String> replicas(String workload) {
        return sandbox.replicas().stream()
                .filter(replica -> replica.workload().equals(workload))
                .map(Replica::name)
                .collect(Collectors.toSet());
    }

    /** What the caller has said. */
    private List<String> said() {
        return replicas("caller").stream()
                .flatMap(caller -> sandbox.logs(caller, 1000).stream())
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** What is different among the last things it has said; nothing before there are so many. */
    private Set<String> lately(int count) {
        List<String> said = said();
        return said.size() < count ? Set.of() : Set.copyOf(said.subList(said.size() - count, said.size()));
    }
}
