package academy.ascent.benchmarks.peer;

import academy.ascent.benchmarks.host.CannotMeasure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gatling, a load generator from Maven Central, in a process of its own. */
public final class Gatling {
    private static final Pattern PERCENTILE =
            Pattern.compile("response time (\\d+)th percentile \\(ms\\)\\s*\\|\\s*([\\d,]+)");
    private static final Pattern FAILED = Pattern.compile("request count\\s*\\|[^|]*\\|[^|]*\\|\\s*([\\d,]+)");

    private Gatling() {}

    /**
     * Sends the same request over shared connections, at an even rate.
     *
     * @param project the folder with its {@code pom.xml} and the simulation
     * @param core where it runs
     * @param scratch a folder for what it writes
     * @return its response times at the 50th, 75th, 95th and 99th percentile, in whole milliseconds
     * @throws CannotMeasure without Maven, or if any request failed
     */
    public static Map<Integer, Integer> percentiles(
            Path project, int core, URI server, int ratePerSecond, Duration length, Path scratch) {
        Path pom = project.resolve("pom.xml");
        Path built = PeerCache.folder(
                "gatling",
                List.of(pom, project.resolve("src/main/java/SteadyRate.java")),
                folder -> List.of(List.of(
                        "mvn",
                        "-q",
                        "-B",
                        "-f",
                        pom.toString(),
                        "-DbuildDirectory=" + folder.resolve("target"),
                        "package",
                        "dependency:copy-dependencies")));
        String classes = built.resolve("target/classes") + ":" + built.resolve("target/dependency") + "/*";
        List<String> command = List.of(
                "taskset",
                "--cpu-list",
                Integer.toString(core),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Durl=" + server,
                "-Drate=" + ratePerSecond,
                "-Dseconds=" + length.toSeconds(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                classes,
                "io.gatling.app.Gatling",
                "-s",
                "SteadyRate",
                "-rf",
                scratch.toString());
        return read(output(command, scratch.resolve("gatling.log")));
    }

    private static String output(List<String> command, Path log) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new CannotMeasure("Gatling ended with an error; its last line: "
                        + Files.readAllLines(log).getLast());
            }
            return Files.readString(log);
        } catch (IOException e) {
            throw new CannotMeasure("Gatling cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("interrupted", e);
        }
    }

    /** From the table that it prints in the end. */
    static Map<Integer, Integer> read(String output) {
        Matcher failed = FAILED.matcher(output);
        if (failed.find()) {
            throw new CannotMeasure("of Gatling's requests " + failed.group(1) + " failed");
        }
        Map<Integer, Integer> percentiles = new TreeMap<>();
        Matcher found = PERCENTILE.matcher(output);
        while (found.find()) {
            percentiles.put(
                    Integer.valueOf(found.group(1)),
                    Integer.valueOf(found.group(2).replace(",", "")));
        }
        if (percentiles.isEmpty()) {
            throw new CannotMeasure("Gatling printed no percentiles");
        }
        return percentiles;
    }
}
