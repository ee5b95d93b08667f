package academy.ascent.grader.check;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.mlflow.MlflowRun;
import academy.ascent.grader.mlflow.MlflowStore;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code tracking}: every finished MLflow run tells what it was made of and what came out. The folders are read, not made
 * anew, and folders can be forged: the finding's ground is their text.
 */
public final class TrackingCheck implements StaticCheck {

    @Override
    public String kind() {
        return "tracking";
    }

    @Override
    public void validate(Settings with) {
        TrackingSettings.read(with);
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        return judge(TrackingSettings.read(spec.with()), stage.workspace(), InstantSource.system());
    }

    static Finding judge(TrackingSettings settings, Workspace workspace, InstantSource clock) {
        Faults faults = new Faults();
        MlflowStore store = MlflowStore.read(workspace, settings.folder(), settings.experiment());
        store.faults().forEach(faults::add);
        List<MlflowRun> finished =
                store.runs().stream().filter(MlflowRun::isFinished).toList();
        if (finished.size() < settings.runs() && !store.runs().isEmpty()) {
            faults.add(
                    settings.folder(),
                    0,
                    "holds " + finished.size() + " finished runs of "
                            + store.runs().size() + "; " + settings.runs()
                            + " are asked. A run is finished when it ended without an error and was not deleted.");
        } else if (finished.size() < settings.runs() && faults.isEmpty()) {
            faults.add(settings.folder(), 0, "holds no run; log at least " + settings.runs() + ".");
        }
        RunRules rules = new RunRules(settings, clock, faults);
        finished.forEach(rules::check);
        return faults.finding(
                Ground.STATIC,
                settings.words(),
                finished.size() == 1
                        ? "1 run tells what it was made of"
                        : finished.size() + " runs tell what they were made of",
                List.of(new Measurement(
                        "finished runs",
                        finished.size(),
                        "runs",
                        null,
                        null,
                        (double) settings.runs(),
                        Relation.AT_LEAST)));
    }
}
