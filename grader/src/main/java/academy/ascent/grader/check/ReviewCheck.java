package academy.ascent.grader.check;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.submission.Reading;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code review}: a person reads files by a rubric. The machine tells only whether there is something to read: each glob
 * matches a file, and at least one file for each was written by the learner; what it is worth a person says.
 */
public final class ReviewCheck implements StaticCheck {
    /** The word that stands at {@code check:} in a lab. */
    public static final String KIND = "review";
    /** The largest file that a person is given. */
    private static final int MOST_BYTES = 256 << 10;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void validate(Settings with) {
        Rubric.read(with);
    }

    @Override
    public void validate(CheckSpec spec) {
        int points = Rubric.read(spec.with()).points();
        if (points != spec.points()) {
            throw spec.with()
                    .problem(
                            "rubric",
                            "gives " + points + " points but the check " + spec.points() + "; make them equal");
        }
        if (spec.must()) {
            throw new LabException("lab.yaml: check " + spec.id()
                    + " is a review and cannot be a must: a person gives points; remove must, or raise the lab's pass");
        }
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        return judge(
                Rubric.read(spec.with()),
                stage.workspace(),
                stage.lab().folder().resolve("starter"));
    }

    /**
     * Judges what can be told without a person.
     *
     * @param starter the files that a learner began with
     */
    static Finding judge(Rubric rubric, Workspace workspace, Path starter) {
        Faults faults = new Faults();
        Workspace.Listing listing = workspace.listing();
        listing.faults().forEach(faults::add);
        for (String glob : rubric.reads()) {
            List<String> paths = Globs.matching(glob, listing.files().keySet());
            List<String> texts = paths.stream()
                    .filter(path -> faults.take(workspace.text(path, MOST_BYTES))
                            .filter(text -> !text.isBlank())
                            .isPresent())
                    .toList();
            if (texts.isEmpty()) {
                faults.add(glob, 0, "is to be read by a person, and there is nothing in it; write it.");
            } else if (texts.stream().allMatch(path -> isUntouched(path, workspace, starter))) {
                faults.add(glob, 0, "is as the lab ships it; write your own, then hand in again.");
            }
        }
        if (!faults.isEmpty()) {
            return faults.finding(
                    Ground.STATIC, String.join(", ", rubric.reads()) + " for a person to read.", "", List.of());
        }
        return new Finding(
                Ground.STATIC,
                Outcome.IN_REVIEW,
                "a person reads " + String.join(", ", rubric.reads()) + " and gives up to " + rubric.points()
                        + " points",
                "It is read by this rubric:\n" + rubric.words(),
                List.of(),
                List.of());
    }

    private static boolean isUntouched(String path, Workspace workspace, Path starter) {
        return text(new Workspace(starter), path).equals(text(workspace, path));
    }

    private static Optional<String> text(Workspace workspace, String path) {
        return workspace.text(path, MOST_BYTES) instanceof Reading.Read<String> read
                ? Optional.of(read.value())
                : Optional.empty();
    }
}
