package academy.ascent.grader.check;

import academy.ascent.grader.submission.Manifests;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.sandbox.Admission.AdmittedObject;
import academy.ascent.sandbox.Sandbox;
import java.util.List;
import java.util.Optional;

/**
 * What is judged.
 *
 * @param workspace its files, as they are deployed
 * @param sandbox where it runs; empty in a lab none of whose checks looks at it running
 * @param manifests what was applied there; none in such a lab
 * @param objects what was admitted there, just now
 */
public record Submission(
        Workspace workspace, Optional<Sandbox> sandbox, Manifests manifests, List<AdmittedObject> objects) {

    public Submission {
        objects = List.copyOf(objects);
    }
}
