package academy.ascent.grader.check;

import academy.ascent.grader.host.HostMonitor;
import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.host.MeasuringWindow;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.sandbox.Admission.AdmittedObject;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The deployed submission and everything that a check may use to judge it. */
public final class Stage {
    private final Lab lab;
    private final Submission submission;
    private final Beside beside;
    private final Supplier<Optional<CaseBook>> cases;
    private final Optional<Sandbox> reference;
    private final HostShare host;
    private final long seed;
    private final Progress progress;
    private final long appliedNanos = System.nanoTime();
    private final List<HostWitness> witnesses = new ArrayList<>();
    private Duration waited = Duration.ZERO;

    /** Takes how far a check is. */
    public interface Progress {

        /**
         * @param fraction of this check, from 0 to 1
         * @param line one short line for a person
         */
        void report(double fraction, String line);
    }

    /** Opens sandboxes beside the submission's own. */
    public interface Beside {

        /**
         * Opens a fresh sandbox with the lab's limits, whose caller closes it.
         *
         * @param purpose a word of at most three letters that tells it from others of this run
         * @param workspace the files it offers as its PersistentVolumeClaim {@code workspace}
         */
        Sandbox open(String purpose, Path workspace);
    }

    /**
     * @param beside opens sandboxes for what must not run in the grader's own process
     * @param cases the lab's cases, if the lab has any
     * @param reference where the lab's own reference runs, if the lab has cases
     * @param host what this grading holds of it
     * @param seed the run's secret seed
     */
    public Stage(
            Lab lab,
            Submission submission,
            Beside beside,
            Supplier<Optional<CaseBook>> cases,
            Optional<Sandbox> reference,
            HostShare host,
            long seed,
            Progress progress) {
        this.lab = lab;
        this.submission = submission;
        this.beside = beside;
        this.cases = cases;
        this.reference = reference;
        this.host = host;
        this.seed = seed;
        this.progress = progress;
    }

    /** What the measured rounds so far saw of the host. */
    public List<HostWitness> witnesses() {
        return List.copyOf(witnesses);
    }

    /** How long checks waited for the host's measuring window. */
    public Duration waited() {
        return waited;
    }

    Lab lab() {
        return lab;
    }

    Workspace workspace() {
        return submission.workspace();
    }

    Sandbox sandbox() {
        return submission
                .sandbox()
                .orElseThrow(() -> new IllegalStateException(
                        "Lab " + lab.id() + " deploys nothing, so there is no sandbox to look at"));
    }

    /** A fresh sandbox beside the submission's own; the caller closes it. */
    Sandbox openBeside(String purpose, Path workspace) {
        return beside.open(purpose, workspace);
    }

    /** What was applied for the submission, to apply it again beside. */
    Manifests manifests() {
        return submission.manifests();
    }

    List<AdmittedObject> objects() {
        return submission.objects();
    }

    List<Endpoint> endpoints() {
        return sandbox().readyEndpoints(lab.service());
    }

    /** The addresses of the lab's own reference, none where it has none. */
    List<Endpoint> referenceEndpoints() {
        return reference.map(place -> place.readyEndpoints(lab.service())).orElse(List.of());
    }

    /** Where the lab's own reference runs, if it has one. */
    Optional<Sandbox> reference() {
        return reference;
    }

    /**
     * Begins to watch the host.
     *
     * @param probed whether the reference is asked meanwhile, so that its wait for a core tells something
     */
    HostMonitor watchHost(boolean probed) {
        return HostMonitor.watch(host.cores(), sandbox(), probed ? reference : Optional.empty());
    }

    /** Begins to watch the host while a sandbox beside the submission's own is measured. */
    HostMonitor watchHost(Sandbox beside) {
        return HostMonitor.watch(host.cores(), beside, Optional.empty());
    }

    /** How many replicas the manifests ask for. */
    int desiredReplicas() {
        return objects().stream()
                .filter(object -> !object.containers().isEmpty())
                .mapToInt(AdmittedObject::replicas)
                .sum();
    }

    /** The lab's cases with the reference's answers; waits for them. */
    CaseBook cases() {
        return unansweredCases().answered();
    }

    /** The lab's cases; only who asks for an answer waits. */
    CaseBook unansweredCases() {
        return cases.get()
                .orElseThrow(() -> new IllegalStateException(
                        "Lab " + lab.id() + " has no predict check, so there is nothing to send"));
    }

    /** How long ago the manifests were applied. */
    Duration sinceApplied() {
        return Duration.ofNanos(System.nanoTime() - appliedNanos);
    }

    /** The run's secret seed. */
    long seed() {
        return seed;
    }

    /** Random choices of one purpose; the same run and purpose draw the same. */
    SplittableRandom random(String purpose) {
        return new SplittableRandom(seed * 31 + purpose.hashCode());
    }

    void report(double fraction, String line) {
        progress.report(fraction, line);
    }

    /** Waits until the whole reference has started, then until no other grading measures on this host. */
    MeasuringWindow.Held enterWindow() {
        startedReference().ifPresent(DeployedReference::awaitWhole);
        return enterWindowToWarmUp();
    }

    /** The same, for who warms up for at least two seconds first: meanwhile more replicas of the reference may start. */
    MeasuringWindow.Held enterWindowToWarmUp() {
        long start = System.nanoTime();
        List<Sandbox> measured =
                Stream.concat(Stream.of(sandbox()), startedReference().stream()).toList();
        MeasuringWindow.Held held =
                host.measure(measured, () -> report(0, "Waiting: another grading is being measured on this machine"));
        waited = waited.plusNanos(System.nanoTime() - start);
        return held;
    }

    private Optional<Sandbox> startedReference() {
        return cases.get().map(CaseBook::answered).flatMap(_ -> reference);
    }

    HostWitness witness(HostMonitor monitor, String check, long sendLagP99Nanos, Duration tightestTarget) {
        HostWitness witness = monitor.witness(check, sendLagP99Nanos, tightestTarget);
        witnesses.removeIf(earlier -> earlier.check().equals(check));
        witnesses.add(witness);
        return witness;
    }
}
