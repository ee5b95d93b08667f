package academy.ascent.platform.sandbox;

import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.lab.SubmissionException;
import academy.ascent.grader.measure.LocalPlace;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.platform.config.AscentConfig;
import academy.ascent.platform.lab.FilesOnDisk;
import academy.ascent.platform.lab.LabCatalog;
import academy.ascent.platform.lab.Workspaces;
import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxRequest;
import academy.ascent.sandbox.Sandboxes;
import academy.ascent.sandbox.local.LocalSandboxes;
import academy.ascent.sandbox.local.LocalSettings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deploys learners' files on this machine, laid out as a grading lays them out. */
@Singleton
class Deployer {
    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);
    private static final String BROKEN = "Something broke on our side, not in your files. ";

    private final AscentConfig config;
    private final LabCatalog labs;
    private final Workspaces workspaces;
    private @Nullable Sandboxes sandboxes;

    Deployer(AscentConfig config, LabCatalog labs, Workspaces workspaces) {
        this.config = config;
        this.labs = labs;
        this.workspaces = workspaces;
    }

    /** Deploys the files as they stand; what speaks against it is in the result. */
    synchronized LivePlace deploy(LearnerSandbox wanted) {
        var folder = folder(wanted);
        try {
            return deploy(wanted, layOut(wanted, folder));
        } catch (SubmissionException | SandboxException e) {
            return failed(wanted, List.of(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.error("{} could not be deployed", wanted.place(), e);
            return failed(wanted, List.of(BROKEN + "Deploy again."));
        } finally {
            FilesOnDisk.delete(folder);
        }
    }

    /**
     * Applies the manifests as they stand now to what runs, where the other files stay as they were deployed.
     *
     * @return why they were refused, a line each; empty if they were not
     */
    synchronized List<String> apply(LearnerSandbox wanted, Sandbox sandbox) {
        var folder = folder(wanted);
        try {
            return switch (sandbox.apply(Manifests.in(layOut(wanted, folder)).files())) {
                case Admission.Admitted _ -> List.of();
                case Admission.Refused refused -> Manifests.words(refused);
            };
        } catch (SubmissionException | SandboxException e) {
            return List.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("Manifests could not be applied to {}", wanted.place(), e);
            return List.of(BROKEN + "Apply again.");
        } finally {
            FilesOnDisk.delete(folder);
        }
    }

    private Path folder(LearnerSandbox wanted) {
        return config.state().resolve("deployments").resolve(wanted.place().value());
    }

    /** The learner's files with what the lab adds to them. */
    private Path layOut(LearnerSandbox wanted, Path folder) {
        FilesOnDisk.delete(folder);
        var lab = labs.get(wanted.lab());
        var work = folder.resolve("work");
        var whole = folder.resolve("whole");
        FilesOnDisk.write(work, workspaces.freeze(wanted.accountId(), lab));
        Labs.materialise(lab, work, whole);
        return whole;
    }

    private LivePlace deploy(LearnerSandbox wanted, Path whole) {
        var manifests = Manifests.in(whole);
        if (manifests.isEmpty()) {
            return failed(wanted, List.of("There is no .yaml file below k8s/; write manifests first."));
        }
        var sandboxClass = labs.get(wanted.lab()).sandboxClass();
        var sandbox = sandboxes().open(new SandboxRequest(wanted.place(), sandboxClass, whole));
        return switch (sandbox.apply(manifests.files())) {
            case Admission.Admitted _ -> new LivePlace(wanted.deployment(), Optional.of(sandbox), List.of());
            case Admission.Refused refused -> {
                sandbox.close();
                yield failed(wanted, Manifests.words(refused));
            }
        };
    }

    private static LivePlace failed(LearnerSandbox wanted, List<String> problems) {
        return new LivePlace(wanted.deployment(), Optional.<Sandbox>empty(), problems);
    }

    private Sandboxes sandboxes() {
        var here = sandboxes;
        if (here == null) {
            var runtimes = config.home().resolve("reference-stack/target");
            here = new LocalSandboxes(
                    new LocalSettings(config.state().resolve("sandboxes"), LocalPlace.images(runtimes), List.of()));
            sandboxes = here;
        }
        return here;
    }

    @PreDestroy
    synchronized void close() {
        if (sandboxes != null) {
            sandboxes.close();
        }
    }
}
