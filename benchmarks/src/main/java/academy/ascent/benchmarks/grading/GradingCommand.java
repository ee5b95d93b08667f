package academy.ascent.benchmarks.grading;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.host.Folders;
import academy.ascent.benchmarks.host.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench grading}: whether verdicts can be trusted. */
@Command(
        name = "grading",
        description = "Grades known submissions again and again beside neighbours that take CPU, memory bandwidth and"
                + " disk, and counts wrong verdicts. The whole of it takes hours.",
        mixinStandardHelpOptions = true)
public final class GradingCommand implements Callable<Integer> {
    private static final int THROUGHPUT = 12;
    private static final int AT_ONCE = 3;
    private static final int CLEARING_SECONDS = 10;

    /** The bench's parts. */
    enum Part {
        KNOWN,
        STACK,
        UNPROTECTED,
        THROUGHPUT,
        GENERATOR
    }

    @Option(
            names = "--only",
            split = ",",
            description = "Parts to run: known, stack, unprotected (the known server without protection),"
                    + " throughput, generator.")
    private Set<Part> only = EnumSet.allOf(Part.class);

    @Option(
            names = "--rounds",
            defaultValue = "20",
            description =
                    "How often in all each submission is graded beside none, one and two CPU hogs; half as often beside"
                            + " the others (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--continue",
            description =
                    "Take up what an earlier run on this build and this machine left in its report: what it graded"
                            + " counts, so that only the rest of the rounds is done.")
    private boolean resume;

    @Option(
            names = "--home",
            defaultValue = "${env:ASCENT_HOME:-.}",
            description = "The checkout, built (${DEFAULT-VALUE}).")
    private Path home = Path.of(".");

    private final CountDownLatch cleared = new CountDownLatch(1);

    @SuppressWarnings("NullAway.Init")
    private GradingReport report;

    @Override
    public Integer call() throws IOException {
        Path checkout = home.toAbsolutePath().normalize();
        Path jar = checkout.resolve("benchmarks/target/benchmarks.jar");
        if (!Files.exists(jar)) {
            throw new CannotMeasure(jar + " is missing: build first, or start by ./ascent bench");
        }
        ReportFile file = new ReportFile(checkout.resolve("target/reports/bench-grading.json"));
        GradingReport now = new GradingReport(
                Instant.now().toString(), Machine.now(), Build.of(checkout), List.of(), List.of(), List.of());
        report = resume ? file.earlier(now) : now;
        Path folder = Files.createTempDirectory("ascent-bench-grading-");
        try {
            measure(checkout, jar, folder, file);
        } finally {
            Folders.delete(folder);
            cleared.countDown();
        }
        report.verdicts().forEach(cell -> System.out.println(cell.line()));
        report.figures().forEach(figure -> System.out.println(figure.line()));
        System.out.println(file.path());
        return report.missed() ? 1 : 0;
    }

    private void measure(Path checkout, Path jar, Path folder, ReportFile file) throws IOException {
        Tally tally = new Tally(report.verdicts());
        Grader grader = new Grader(checkout, folder, tally.size());
        whenInterrupted(grader, Thread.currentThread());
        Verdicts verdicts = new Verdicts(grader, jar, folder, tally, () -> keep(report.with(tally.cells()), file));
        if (only.contains(Part.KNOWN)) {
            verdicts.measure(Submission.known(), true, rounds);
        }
        if (only.contains(Part.STACK)) {
            verdicts.measure(Submission.stack(), true, rounds);
        }
        if (only.contains(Part.UNPROTECTED)) {
            verdicts.measure(Submission.known(), false, rounds);
        }
        if (only.contains(Part.THROUGHPUT)) {
            keep(report.withThroughput(new Throughput(grader).measure(THROUGHPUT, AT_ONCE)), file);
        }
        // Last, since it moves this process to the generator's core.
        if (only.contains(Part.GENERATOR)) {
            Path gatling = checkout.resolve("benchmarks/peers/gatling");
            keep(report.withGenerator(new GeneratorAccuracy(jar, gatling, folder).measure()), file);
        }
    }

    /** Ends what is being graded, so that this fails and clears away, before the JVM ends. */
    private void whenInterrupted(Grader grader, Thread measuring) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            if (cleared.getCount() > 0) {
                measuring.interrupt();
                grader.close();
                try {
                    cleared.await(CLEARING_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }));
    }

    private void keep(GradingReport measured, ReportFile file) {
        report = measured;
        try {
            file.write(measured);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file.path(), e);
        }
    }
}
