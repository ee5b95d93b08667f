package academy.ascent.grader.measure;

import academy.ascent.grader.check.CaseBook;
import academy.ascent.grader.check.Checks;
import academy.ascent.grader.check.DeployedReference;
import academy.ascent.grader.check.Stage;
import academy.ascent.grader.check.Submission;
import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.lab.SubmissionException;
import academy.ascent.grader.measure.GradingEvent.Phase;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.grader.verdict.Points;
import academy.ascent.grader.verdict.Verdict;
import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxRequest;
import academy.ascent.sandbox.Sandboxes;
import academy.ascent.sandbox.Weight;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The life of one grading: lay out, ask the reference, deploy, check, conclude. It always concludes exactly once. */
final class Grading {
    private final GradingRequest request;
    private final Lab lab;
    private final Sandboxes sandboxes;
    private final Consumer<GradingEvent> events;
    private final HostShare host;
    private final Clock clock = new Clock();

    Grading(GradingRequest request, Sandboxes sandboxes, HostShare host, Consumer<GradingEvent> events) {
        this.request = request;
        Lab whole = Labs.read(request.lab());
        this.lab = request.cheap() ? whole.with(spec -> !Checks.of(spec).measures()) : whole;
        this.sandboxes = sandboxes;
        this.host = host;
        this.events = events;
    }

    /** Grades and says how it ended. */
    GradingEvent.Concluded run() {
        GradingEvent.Concluded concluded;
        try (Scratch scratch = Scratch.create(request.scratch())) {
            concluded = grade(scratch.folder());
        } catch (SubmissionException e) {
            concluded = refused(List.of(String.valueOf(e.getMessage())));
        } catch (SandboxException | LabException e) {
            concluded = faulted(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            e.printStackTrace();
            concluded = faulted("The grader broke: " + e);
        }
        events.accept(concluded);
        return concluded;
    }

    private GradingEvent.Concluded grade(Path scratch) {
        events.accept(new GradingEvent.PhaseStarted(Phase.PREPARING));
        Path workspace = scratch.resolve("submission");
        Labs.materialise(lab, request.submission(), workspace);
        Optional<CheckSpec> spec = CaseBook.declaredIn(lab);
        return deploy(workspace, spec.map(declared -> reference(declared, scratch.resolve("reference"))));
    }

    private GradingEvent.Concluded deploy(Path workspace, Optional<DeployedReference> reference) {
        try (Started started = new Started()) {
            reference.ifPresent(own -> started.endsBy(own::close));
            return deploy(workspace, reference, started);
        }
    }

    private GradingEvent.Concluded deploy(Path workspace, Optional<DeployedReference> reference, Started started) {
        clock.deploying();
        events.accept(new GradingEvent.PhaseStarted(Phase.DEPLOYING));
        CheckRun run = new CheckRun(lab, events, clock);
        Workspace files = new Workspace(workspace);
        if (!run.deploys()) {
            return check(run, new Submission(files, Optional.empty(), Manifests.NONE, List.of()), reference);
        }
        Manifests manifests = Manifests.in(workspace);
        if (manifests.isEmpty()) {
            return refused(List.of("There is no .yaml file below k8s/; hand in manifests."));
        }
        events.accept(new GradingEvent.Progress(CheckRun.PREPARED, "Applying the manifests"));
        Sandbox sandbox = open(new SandboxRequest(request.name(), lab.sandboxClass(), workspace));
        started.endsBy(sandbox::close);
        return switch (sandbox.apply(manifests.files())) {
            case Admission.Refused refused -> refused(Manifests.words(refused));
            case Admission.Admitted admitted ->
                check(run, new Submission(files, Optional.of(sandbox), manifests, admitted.objects()), reference);
        };
    }

    private GradingEvent.Concluded check(CheckRun run, Submission submission, Optional<DeployedReference> reference) {
        Stage stage = new Stage(
                lab,
                submission,
                this::openBeside,
                () -> reference.map(DeployedReference::cases),
                reference.map(DeployedReference::sandbox),
                host,
                request.seed(),
                run::progress);
        List<CheckResult> results = run.all(stage);
        clock.waited(stage.waited());
        return conclude(Points.decide(results, lab.pass()), Points.earned(results), stage.witnesses());
    }

    private Sandbox open(SandboxRequest wanted) {
        Sandbox sandbox = sandboxes.open(wanted);
        sandbox.weigh(Weight.RAISED);
        return sandbox;
    }

    private DeployedReference reference(CheckSpec spec, Path workspace) {
        events.accept(new GradingEvent.Progress(0.02, "Starting the lab's own reference"));
        Labs.materialiseReference(lab, workspace);
        Sandbox sandbox = open(new SandboxRequest(request.reference(), lab.sandboxClass(), workspace, true));
        return DeployedReference.start(lab, spec, request.seed(), sandbox, Manifests.in(workspace));
    }

    private Sandbox openBeside(String purpose, Path workspace) {
        return open(new SandboxRequest(request.beside(purpose), lab.sandboxClass(), workspace));
    }

    private GradingEvent.Concluded refused(List<String> reasons) {
        return conclude(new Verdict.Refused(reasons), 0, List.of());
    }

    private GradingEvent.Concluded faulted(String reason) {
        return conclude(new Verdict.Faulted(reason), 0, List.of());
    }

    private GradingEvent.Concluded conclude(Verdict verdict, int earned, List<HostWitness> host) {
        return new GradingEvent.Concluded(
                verdict, earned, lab.points(), lab.pass(), request.seed(), lab.pin(), host, clock.durations());
    }
}
