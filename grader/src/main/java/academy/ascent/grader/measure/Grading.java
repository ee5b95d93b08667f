package academy.ascent.grader.measure;

import academy.ascent.grader.check.CaseBook;
import academy.ascent.grader.check.Stage;
import academy.ascent.grader.host.MeasuringWindow;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.measure.GradingEvent.Phase;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.grader.verdict.Points;
import academy.ascent.grader.verdict.Verdict;
import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxRequest;
import academy.ascent.sandbox.Sandboxes;
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
    private final Clock clock = new Clock();

    Grading(GradingRequest request, Sandboxes sandboxes, Consumer<GradingEvent> events) {
        this.request = request;
        this.lab = Labs.read(request.lab());
        this.sandboxes = sandboxes;
        this.events = events;
    }

    /** Grades and says how it ended. */
    GradingEvent.Concluded run() {
        GradingEvent.Concluded concluded;
        try (Scratch scratch = Scratch.create(request.scratch())) {
            concluded = grade(scratch.folder());
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
        Manifests manifests = Manifests.in(workspace);
        Optional<CaseBook> cases =
                CaseBook.declaredIn(lab).map(spec -> askReference(spec, scratch.resolve("reference")));

        clock.deploying();
        events.accept(new GradingEvent.PhaseStarted(Phase.DEPLOYING));
        if (manifests.isEmpty()) {
            return conclude(
                    new Verdict.Refused(List.of("There is no .yaml file below k8s/; hand in manifests.")),
                    0,
                    List.of());
        }
        events.accept(new GradingEvent.Progress(CheckRun.PREPARED, "Applying the manifests"));
        try (Sandbox sandbox = sandboxes.open(new SandboxRequest(request.name(), lab.sandboxClass(), workspace))) {
            return switch (sandbox.apply(manifests.files())) {
                case Admission.Refused refused -> conclude(new Verdict.Refused(Manifests.words(refused)), 0, List.of());
                case Admission.Admitted admitted -> check(sandbox, admitted, cases);
            };
        }
    }

    private GradingEvent.Concluded check(Sandbox sandbox, Admission.Admitted admitted, Optional<CaseBook> cases) {
        CheckRun run = new CheckRun(lab, events, clock);
        Stage stage = new Stage(
                lab,
                sandbox,
                admitted.objects(),
                cases,
                request.seed(),
                new MeasuringWindow(request.base()),
                run::progress);
        List<CheckResult> results = run.all(stage);
        clock.waited(stage.waited());
        return conclude(Points.decide(results, lab.pass()), Points.earned(results), stage.witnesses());
    }

    private CaseBook askReference(CheckSpec spec, Path workspace) {
        events.accept(new GradingEvent.Progress(0.02, "Asking the lab's own reference for its answers"));
        Labs.materialiseReference(lab, workspace);
        try (Sandbox sandbox = sandboxes.open(new SandboxRequest(request.reference(), lab.sandboxClass(), workspace))) {
            return Reference.answers(lab, spec, request.seed(), sandbox, Manifests.in(workspace));
        }
    }

    private GradingEvent.Concluded faulted(String reason) {
        return conclude(new Verdict.Faulted(reason), 0, List.of());
    }

    private GradingEvent.Concluded conclude(Verdict verdict, int earned, List<HostWitness> host) {
        return new GradingEvent.Concluded(
                verdict, earned, lab.points(), lab.pass(), request.seed(), lab.pin(), host, clock.durations());
    }
}
