package academy.ascent.grader.check;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.RolloutStatus;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.Weight;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * The lab's own reference. It starts and answers the cases while the submission is being deployed, and gives way to it;
 * then it stays as a witness of the host.
 */
public final class DeployedReference implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration WHOLE_WITHIN = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Sandbox sandbox;
    private final ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor();
    private final Future<CaseBook> cases;
    private final Future<List<double[]>> answers;

    private DeployedReference(Lab lab, CheckSpec spec, long seed, Sandbox sandbox, Manifests manifests) {
        this.sandbox = sandbox;
        this.cases = starting.submit(() -> CaseBook.drawn(lab, spec, seed, this::answers));
        this.answers = starting.submit(() -> answers(lab, manifests));
    }

    /** Begins to deploy it into a sandbox, which is closed with it. */
    public static DeployedReference start(Lab lab, CheckSpec spec, long seed, Sandbox sandbox, Manifests manifests) {
        sandbox.weigh(Weight.USUAL);
        return new DeployedReference(lab, spec, seed, sandbox, manifests);
    }

    /** Where it runs. */
    public Sandbox sandbox() {
        return sandbox;
    }

    /**
     * The cases, which say themselves what it answers to them, and wait for that: then they throw a {@link LabException}
     * if it does not come up or does not answer.
     */
    public CaseBook cases() {
        return get(cases);
    }

    private List<double[]> answers() {
        return get(answers);
    }

    private static <T> T get(Future<T> wanted) {
        try {
            return wanted.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException told ? told : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the reference was starting", e);
        }
    }

    @Override
    public void close() {
        starting.shutdownNow();
        starting.close();
        sandbox.close();
    }

    private List<double[]> answers(Lab lab, Manifests manifests) throws InterruptedException {
        if (sandbox.apply(manifests.files()) instanceof Admission.Refused refused) {
            throw new LabException("The reference of lab " + lab.id() + " is refused: "
                    + String.join("; ", Manifests.words(refused)) + "; mend solution/");
        }
        long end = System.nanoTime() + LIMIT.toNanos();
        while (sandbox.readyEndpoints(lab.service()).isEmpty()) {
            if (System.nanoTime() > end) {
                throw new LabException("The reference of lab " + lab.id() + " did not become ready within "
                        + LIMIT.toSeconds() + " s: " + lastWords(sandbox));
            }
            Thread.sleep(POLL);
        }
        List<double[]> answers = cases().referenceAnswers(lab, () -> sandbox.readyEndpoints(lab.service()));
        sandbox.weigh(Weight.RAISED);
        return answers;
    }

    /** Waits until all replicas are there; one that does not come up whole is a poorer witness, but one. */
    static void awaitWhole(Sandbox reference) {
        long end = System.nanoTime() + WHOLE_WITHIN.toNanos();
        try {
            while (!reference.rollouts().stream().allMatch(RolloutStatus::isComplete) && System.nanoTime() < end) {
                Thread.sleep(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String lastWords(Sandbox sandbox) {
        return sandbox.replicas().stream()
                .map(Replica::name)
                .map(name -> name + ": " + String.join(" / ", lastLines(sandbox, name)))
                .collect(Collectors.joining("; "));
    }

    private static List<String> lastLines(Sandbox sandbox, String replica) {
        return sandbox.logs(replica, 3);
    }
}
