package academy.ascent.grader.check;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.submission.Sizes;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.submission.YamlText;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import academy.ascent.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code model}: the submitted model loads, has the signature that is asked and answers as the lab's own does. */
public final class ModelCheck implements StaticCheck {
    private static final long MOST_BYTES = 4L << 30;

    @Override
    public String kind() {
        return "model";
    }

    @Override
    public void validate(Settings with) {
        ModelSettings.read(with);
    }

    @Override
    public Duration expected(Settings with) {
        return Duration.ofSeconds(ModelSettings.read(with).parity().isPresent() ? 6 : 3);
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        ModelSettings settings = ModelSettings.read(spec.with());
        Faults faults = new Faults();
        settings.mlmodel().ifPresent(file -> described(settings, file, stage.workspace(), faults));
        Optional<ModelCases> cases =
                settings.parity().map(parity -> ModelCases.draw(parity, stage.lab(), stage.random(spec.id())));
        stage.report(0, "Opening " + settings.path() + " in a sandbox of its own");
        if (!fits(settings, stage.workspace(), faults)) {
            return finding(Ground.STATIC, settings, faults, List.of());
        }
        ModelInspection said =
                inspect(stage, spec.id(), "mod", stage.workspace().folder(), settings.path(), cases);
        Optional<ModelInspection.Opened> reference = said instanceof ModelInspection.Opened && cases.isPresent()
                ? Optional.of(reference(stage, spec.id(), settings, cases.get()))
                : Optional.empty();
        return judge(settings, said, reference, stage.workspace(), faults);
    }

    static Finding judge(
            ModelSettings settings,
            ModelInspection said,
            Optional<ModelInspection.Opened> reference,
            Workspace workspace,
            Faults faults) {
        List<Measurement> measurements = new ArrayList<>();
        Ground ground = reference.isPresent()
                ? Ground.MEASURED
                : said instanceof ModelInspection.Opened ? Ground.BUILT : Ground.STATIC;
        switch (said) {
            case ModelInspection.Refused refused ->
                faults.add(settings.path(), 0, "cannot be opened: " + refused.why() + ".");
            case ModelInspection.Opened model -> {
                size(settings, model, workspace, faults, measurements);
                new ModelSignature(settings, faults).check(model);
                reference.ifPresent(right -> parity(settings, model, right, faults, measurements));
            }
        }
        return finding(ground, settings, faults, measurements);
    }

    /** A file that is absent or larger than the format can be is not handed to a sandbox at all. */
    private static boolean fits(ModelSettings settings, Workspace workspace, Faults faults) {
        Long bytes = workspace.listing().files().get(settings.path());
        if (bytes == null) {
            faults.add(settings.path(), 0, "is not there as a plain file; add it.");
            return false;
        }
        if (bytes > Integer.MAX_VALUE) {
            faults.add(
                    settings.path(),
                    0,
                    "has " + Sizes.words(bytes)
                            + ", more than the 2 GiB that one ONNX file can hold; keep the weights as"
                            + " external data beside it.");
            return false;
        }
        long all = ModelFolder.bytes(workspace.folder(), settings.path());
        if (all > MOST_BYTES) {
            faults.add(
                    settings.path(),
                    0,
                    "lies in a folder of " + Sizes.words(all) + "; at most " + Sizes.words(MOST_BYTES)
                            + " are opened. Keep only the model and its external data there.");
            return false;
        }
        return true;
    }

    private static void size(
            ModelSettings settings,
            ModelInspection.Opened model,
            Workspace workspace,
            Faults faults,
            List<Measurement> measurements) {
        Path folder = Path.of(settings.path()).resolveSibling("");
        Map<String, Long> files = workspace.listing().files();
        long bytes = model.bytes();
        for (String location : model.external()) {
            String path = folder.resolve(location).normalize().toString().replace('\\', '/');
            bytes += files.getOrDefault(path, 0L);
        }
        Double target = settings.size().map(Long::doubleValue).orElse(null);
        measurements.add(new Measurement(
                "size of the model",
                bytes,
                "bytes",
                null,
                null,
                target,
                target == null ? Relation.NONE : Relation.AT_MOST));
        if (target != null && bytes > target) {
            faults.add(
                    settings.path(),
                    0,
                    "has " + Sizes.words(bytes) + " with its external data, at most " + Sizes.words(target.longValue())
                            + " are allowed.");
        }
    }

    static void described(ModelSettings settings, String file, Workspace workspace, Faults faults) {
        faults.take(YamlText.document(workspace, file)).ifPresent(mlmodel -> {
            for (String side : List.of("inputs", "outputs")) {
                if (mlmodel.at("signature", side).words().length() < "[{}]".length()) {
                    faults.add(
                            file,
                            mlmodel.get("signature").line(),
                            "has no signature." + side + ", so nobody can tell what to send; log the model with a"
                                    + " signature.");
                }
            }
            String data = mlmodel.at("flavors", "onnx", "data").words();
            Path folder = Path.of(file).resolveSibling("");
            if (data.isEmpty() || !folder.resolve(data).normalize().equals(Path.of(settings.path()))) {
                faults.add(
                        file,
                        mlmodel.at("flavors", "onnx", "data").line(),
                        "flavors.onnx.data is '" + data + "', which is not " + settings.path() + ".");
            }
        });
    }

    private static void parity(
            ModelSettings settings,
            ModelInspection.Opened model,
            ModelInspection.Opened reference,
            Faults faults,
            List<Measurement> measurements) {
        ModelSettings.Parity asked = settings.parity().orElseThrow();
        if (model.stopped().isPresent()) {
            faults.add(
                    settings.path(),
                    0,
                    "does not answer a row: " + model.stopped().get() + ".");
            return;
        }
        int right = 0;
        double worst = 0;
        for (int i = 0; i < asked.cases(); i++) {
            double distance =
                    Tensors.distance(model.answers().get(i), reference.answers().get(i));
            worst = Math.max(worst, distance);
            right += distance <= asked.tolerance() ? 1 : 0;
        }
        measurements.add(new Measurement(
                "right answers", right, "cases", null, null, (double) asked.cases(), Relation.AT_LEAST));
        if (Double.isFinite(worst)) {
            measurements.add(
                    new Measurement("largest difference", worst, "", null, null, asked.tolerance(), Relation.AT_MOST));
        }
        if (right < asked.cases()) {
            faults.add(
                    settings.path(),
                    0,
                    "answers " + (asked.cases() - right) + " of " + asked.cases()
                            + " cases otherwise than the reference"
                            + (Double.isFinite(worst)
                                    ? ", by up to " + Words.small(worst)
                                    : ", with another number of values or with no number")
                            + ". Probable reasons: preparation that stayed in the notebook, another order of columns,"
                            + " or thresholds rounded to float32.");
        }
    }

    private static ModelInspection.Opened reference(Stage stage, String id, ModelSettings settings, ModelCases cases) {
        Lab lab = stage.lab();
        Path folder = lab.folder();
        String path = settings.parity().orElseThrow().reference().orElse(settings.path());
        if (settings.parity().orElseThrow().reference().isEmpty()) {
            folder = stage.workspace().folder().resolveSibling("reference-" + id);
            Labs.materialiseReference(lab, folder);
        }
        stage.report(0.5, "Asking the lab's own model for its answers");
        return switch (inspect(stage, id, "ref", folder, path, Optional.of(cases))) {
            case ModelInspection.Opened opened when opened.stopped().isEmpty() -> opened;
            case ModelInspection.Opened opened ->
                throw broken(lab, opened.stopped().get());
            case ModelInspection.Refused refused -> throw broken(lab, refused.why());
        };
    }

    private static LabException broken(Lab lab, String why) {
        return new LabException("The reference model of lab " + lab.id() + " does not answer its own cases: " + why
                + "; mend solution/");
    }

    /** Only the model's own folder and the cases are offered to the child. */
    private static ModelInspection inspect(
            Stage stage, String id, String purpose, Path folder, String path, Optional<ModelCases> cases) {
        Path offered = stage.workspace().folder().resolveSibling(purpose + "-" + id);
        ModelFolder.layOut(folder, path, cases.map(ModelCases::json), offered);
        try (Sandbox sandbox = stage.openBeside(purpose, offered)) {
            return ModelInspector.inspect(
                    sandbox,
                    stage.lab().sandboxClass(),
                    ModelFolder.inside(path),
                    cases.map(drawn -> ModelFolder.CASES),
                    cases.map(ModelCases::count).orElse(0));
        }
    }

    private static Finding finding(
            Ground ground, ModelSettings settings, Faults faults, List<Measurement> measurements) {
        return faults.finding(
                ground,
                settings.words(),
                settings.parity().isPresent()
                        ? "The model is as asked and answers as the reference"
                        : "The model is as asked",
                measurements);
    }
}
