package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.ready;
import static academy.ascent.sandbox.local.GivenSandboxes.until;

import academy.ascent.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that opens a sandbox in a base folder, says so and stays until it is killed; given a number of milliseconds
 * it dies so soon after it began to start a container.
 */
final class Occupant {
    /** Seconds that nobody else sleeps. */
    static final String MARK = "98765.4321";

    private static final long PRESSED = 30L << 20;

    private Occupant() {}

    public static void main(String[] arguments) throws Exception {
        GivenSandboxes given = GivenSandboxes.on(Path.of(arguments[0]));
        Sandbox sandbox = given.open("occupied");
        if (arguments.length > 1) {
            admitted(sandbox.apply(app("hasty", 1, "sleep " + MARK, "")));
            Thread.sleep(Long.parseLong(arguments[1]));
            Runtime.getRuntime().halt(9);
        }
        String lasting = "setsid sleep 1000 & (until socat -u TCP4:web:80 OPEN:/dev/null; do sleep 0.05; done) & "
                + GivenSandboxes.SERVE;
        admitted(sandbox.apply(app("web", 1, lasting, "readinessProbe: {httpGet: {port: 8080}, periodSeconds: 1}")));
        ready(sandbox, "web", 1);
        until(() -> ServicesIT.leading().size() > 1);
        if (sandbox.usage().limits().startsWith("cgroup")) {
            Thread.startVirtualThread(() -> sandbox.press("web-1", PRESSED, Duration.ofMinutes(1)));
            until(() -> sandbox.usage().memoryBytes() > PRESSED);
        }
        ProcessHandle.current().descendants().map(ProcessHandle::pid).forEach(System.out::println);
        System.out.println(sandbox.readyEndpoints("web").getFirst());
        // The replica is found stopped by whoever kills us.
        sandbox.stall("web-1", Duration.ofMinutes(1));
        System.out.println("open");
        Thread.sleep(Long.MAX_VALUE);
    }
}
