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
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The lab's own reference, deployed for as long as it takes to answer the cases. */
final class Reference {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Reference() {}

    static CaseBook answers(Lab lab, CheckSpec spec, long seed, Sandbox sandbox, Manifests manifests) {
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
