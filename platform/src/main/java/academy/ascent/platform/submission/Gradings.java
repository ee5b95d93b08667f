package academy.ascent.platform.submission;

import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.measure.GradingEvent;
import academy.ascent.grader.verdict.Verdict;
import academy.ascent.platform.config.AscentConfig;
import academy.ascent.platform.lab.LabShelf;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Grades one submission at a time for each caller: lays its files out, has them measured, writes down what comes. */
@Singleton
class Gradings {
    private static final Logger LOG = LoggerFactory.getLogger(Gradings.class);
    private static final String MEASURE = "measure";
    private static final String LAY_OUT = "lay-out";

    private final Submissions submissions;
    private final HandInRows files;
    private final RunJournal journal;
    private final LabShelf shelf;
    private final AscentConfig place;
    private final GradingConfig config;
    private final Graders graders;
    private final Optional<ClusterGradingConfig> cluster;
    private final SecureRandom random = new SecureRandom();
    private final Set<GraderProcess> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Gradings(
            Submissions submissions,
            HandInRows files,
            RunJournal journal,
            LabShelf shelf,
            AscentConfig place,
            GradingConfig config,
            Graders graders,
            Optional<ClusterGradingConfig> cluster) {
        this.submissions = submissions;
        this.files = files;
        this.journal = journal;
        this.shelf = shelf;
        this.place = place;
        this.config = config;
        this.graders = graders;
        this.cluster = cluster;
    }

    /**
     * Runs one grading to its end.
     *
     * @return whether the submission is to be graded again
     * @throws StoppedException if the platform is being stopped; the run is begun again after its next start
     */
    boolean grade(long id) {
        var seed = random.nextLong();
        var epoch = LostConnections.survive(() -> journal.begin(id, seed));
        if (epoch.isEmpty()) {
            return false;
        }
        var run = new RunWriter(journal, id, epoch.get());
        try {
            return grade(run, seed);
        } catch (StaleRunException e) {
            LOG.warn("{}; it writes nothing more", e.getMessage());
            return false;
        }
    }

    /** Ends every measuring process, so that the platform can stop; their gradings are begun again. */
    void stop() {
        stopping = true;
        running.forEach(GraderProcess::close);
    }

    private boolean grade(RunWriter run, long seed) {
        var submission =
                LostConnections.survive(() -> submissions.find(run.id())).orElseThrow();
        var lab = shelf.find(submission.lab(), submission.labDigest());
        if (lab.isEmpty()) {
            return run.end(
                    new Verdict.Faulted("The lab as it was handed in for is not kept on this machine any more."));
        }
        var place = new GradingFolder(this.place.state().resolve("gradings"), run.id(), run.epoch());
        run.intend(LAY_OUT, place.folder().toString());
        try (place) {
            place.layOut(LostConnections.survive(() -> files.files(run.id())));
            run.settle(LAY_OUT, "done");
            return measure(run, lab.get(), place.folder(), seed);
        }
    }

    private boolean measure(RunWriter run, Lab lab, Path folder, long seed) {
        run.intend(MEASURE, run.sandbox());
        try (var grader = graders.start(arguments(run, lab, folder, seed))) {
            running.add(grader);
            try {
                var fault = follow(run, grader);
                // It starts while this one closes its sandboxes.
                graders.prepare();
                if (fault.isPresent()) {
                    LOG.error("{} {} Its last words: {}", run.sandbox(), fault.get(), grader.lastWords());
                }
                grader.close();
                run.settle(MEASURE, grader.status());
                return fault.map(reason -> run.end(new Verdict.Faulted(reason))).orElseGet(run::end);
            } finally {
                running.remove(grader);
            }
        }
    }

    /** Writes down every line until the verdict; gives what broke, if there is none. */
    private Optional<String> follow(RunWriter run, GraderProcess grader) {
        var end = System.nanoTime() + config.limit().toNanos();
        while (!run.isConcluded()) {
            if (stopping) {
                throw new StoppedException();
            }
            var left = Duration.ofNanos(end - System.nanoTime());
            var patience = left.compareTo(config.silence()) < 0 ? left : config.silence();
            var fault = patience.isNegative()
                    ? Optional.of("The measuring process took longer than "
                            + config.limit().toMinutes() + " minutes and was ended.")
                    : step(run, grader, patience);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<String> step(RunWriter run, GraderProcess grader, Duration patience) {
        return switch (grader.next(patience)) {
            case GraderProcess.Next.Line line -> {
                try {
                    run.write(GradingEvent.parse(line.text()));
                    yield Optional.empty();
                } catch (IllegalArgumentException e) {
                    yield Optional.of("The measuring process wrote something that is no event.");
                }
            }
            case GraderProcess.Next.Ended _ -> {
                if (stopping || Thread.currentThread().isInterrupted()) {
                    throw new StoppedException();
                }
                yield Optional.of("The measuring process ended without a verdict.");
            }
            case GraderProcess.Next.Silent _ ->
                Optional.of("The measuring process said nothing for " + patience.toSeconds() + " s and was ended.");
        };
    }

    private List<String> arguments(RunWriter run, Lab lab, Path folder, long seed) {
        var arguments = new ArrayList<>(List.of(
                MEASURE,
                "--lab=" + lab.folder(),
                "--submission=" + folder,
                "--name=" + run.sandbox(),
                "--base=" + place.state().resolve("sandboxes"),
                "--runtimes=" + place.home().resolve("reference-stack/target"),
                "--seed=" + seed));
        cluster.map(ClusterGradingConfig::options).ifPresent(arguments::addAll);
        return arguments;
    }

    /** The platform is being stopped in the middle of a grading. */
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("The platform is being stopped; the grading is begun again after its next start");
        }
    }
}
