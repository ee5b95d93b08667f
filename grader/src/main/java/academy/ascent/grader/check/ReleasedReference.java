package academy.ascent.grader.check;

import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.submission.Manifests;
import java.nio.file.Path;

/** The lab's own reference as the next release: it answers the cases as that must be answered, and is gone again. */
final class ReleasedReference {
    private static final String PURPOSE = "rel";

    private ReleasedReference() {}

    /** The stage's cases with the release's answers. */
    static CaseBook answers(Stage stage, String id, Release release) {
        Lab lab = stage.lab();
        Path workspace = stage.workspace().folder().resolveSibling(PURPOSE + "-" + id);
        release.folder(lab)
                .ifPresentOrElse(
                        files -> Labs.materialiseReference(lab, files, workspace),
                        () -> Labs.materialiseReference(lab, workspace));
        Manifests manifests = release.of(Manifests.in(workspace))
                .orElseThrow(() -> new LabException("The reference of lab " + lab.id() + " declares no variable "
                        + release.variable() + ", which names its release; mend solution/"));
        try (DeployedReference reference = DeployedReference.start(
                lab,
                CaseBook.declaredIn(lab).orElseThrow(),
                stage.seed(),
                stage.openBeside(PURPOSE, workspace),
                manifests)) {
            return reference.cases().answered();
        }
    }
}
