package academy.ascent.benchmarks.grading;

import academy.ascent.grader.measure.Awaited;
import academy.ascent.grader.measure.GradingRequest;
import academy.ascent.grader.measure.LocalRun;
import academy.ascent.grader.measure.ParentWatch;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.local.RuntimeImage;
import academy.ascent.sandbox.local.RuntimeImage.Layer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Grades once, in a process of its own as every grading has, and prints its events. */
public final class OneGrading {
    private static final String JAR = "/opt/bench/benchmarks.jar";

    private OneGrading() {}

    /**
     * @param given lab, submission, name, base folder, seed, {@code protected} or {@code unprotected}, the checkout; or what {@link Awaited} awaits
     */
    public static void main(String[] given) {
        String[] arguments = Awaited.arguments(given);
        PrintStream lines = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        ParentWatch.begin();
        GradingRequest request = new GradingRequest(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                new SandboxName(arguments[2]),
                Path.of(arguments[3]),
                Long.parseLong(arguments[4]));
        boolean isProtected = arguments[5].equals("protected");
        LocalRun.grade(request, images(Path.of(arguments[6])), isProtected, event -> lines.println(event.toJson()));
        System.exit(0);
    }

    private static Map<String, RuntimeImage> images(Path checkout) {
        Path jdk = Path.of(System.getProperty("java.home"));
        RuntimeImage known = RuntimeImage.jvm(
                jdk,
                List.of(new Layer(checkout.resolve("benchmarks/target/benchmarks.jar"), JAR)),
                List.of("-XX:+UseSerialGC", "-cp", JAR, KnownServer.class.getName()));
        return Map.of(
                "bench/known-server:1",
                known,
                "ascent/reference-stack:0.1",
                RuntimeImage.referenceStack(jdk, checkout.resolve("reference-stack/target")));
    }
}
