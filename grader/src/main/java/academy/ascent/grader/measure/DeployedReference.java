package academy.ascent.grader.measure;

import academy.ascent.grader.check.CaseBook;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Sandbox;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * The lab's own reference: it answers the cases before the submission is deployed, and stays as a witness of the host.
 *
 * @param cases with its answers, if the lab has any
 * @param sandbox where it runs, if the lab has cases
 */
record DeployedReference(Optional<CaseBook> cases, Optional<Sandbox> sandbox) implements AutoCloseable {
    static final DeployedReference NONE = new DeployedReference(Optional.empty(), Optional.empty());
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Deploys it into a sandbox, which is closed if that fails, and with the service otherwise. */
    static DeployedReference deploy(Lab lab, CheckSpec spec, long seed, Sandbox sandbox, Manifests manifests) {
        try {
            CaseBook cases = answers(lab, spec, seed, sandbox, manifests);
            return new DeployedReference(Optional.of(cases), Optional.of(sandbox));
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    @Override
    public void close() {
        sandbox.ifPresent(Sandbox::close);
    }

    private static CaseBook answers(Lab lab, CheckSpec spec, long seed, Sandbox sandbox, Manifests manifests) {
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
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return CaseBook.answeredBy(lab, spec, seed, () -> sandbox.readyEndpoints(lab.service()));
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
