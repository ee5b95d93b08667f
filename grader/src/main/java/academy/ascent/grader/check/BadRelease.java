package academy.ascent.grader.check;

import academy.ascent.grader.check.SplitSettings.Bad;
import academy.ascent.grader.lab.LabException;
import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The submission deployed once more, in a sandbox beside it, with one of its files exchanged for a bad one of the lab's.
 * Nothing else differs, so what becomes of it is what the submission's own configuration does.
 */
record BadRelease(Sandbox sandbox, String service) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);

    /** Lays it out, deploys it with the highest weight and begins; closing ends it. */
    static BadRelease deploy(Stage stage, String id, Bad bad) {
        Path folder = stage.workspace().folder().resolveSibling("bad-" + id + "-" + bad.name());
        layOut(stage, bad, folder);
        Sandbox sandbox = stage.openBeside("bad", folder);
        BadRelease release = new BadRelease(sandbox, stage.lab().service());
        try {
            sandbox.weigh(Weight.HIGHEST);
            if (sandbox.apply(stage.manifests().files()) instanceof Admission.Refused refused) {
                throw new IllegalStateException("What was admitted once is refused beside: " + refused.reasons());
            }
            return release;
        } catch (RuntimeException e) {
            release.close();
            throw e;
        }
    }

    private static void layOut(Stage stage, Bad bad, Path folder) {
        if (!stage.workspace().holds(bad.file())) {
            throw new LabException("Lab " + stage.lab().id() + ": " + bad.file()
                    + " is to be exchanged for a bad one, but no submission has it; mend the check " + bad.name());
        }
        try {
            for (String file : stage.workspace().listing().files().keySet()) {
                Path copy = folder.resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(stage.workspace().folder().resolve(file), copy);
            }
            Path by = stage.lab().folder().resolve(bad.by());
            Files.copy(by, folder.resolve(bad.file()), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lay out the bad release " + bad.name(), e);
        }
    }

    List<Endpoint> endpoints() {
        return sandbox.readyEndpoints(service);
    }

    /** Whether so many replicas became ready in time. */
    boolean becameReady(int replicas) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (endpoints().size() < replicas) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
