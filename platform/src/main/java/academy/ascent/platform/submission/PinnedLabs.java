package academy.ascent.platform.submission;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.lab.LabCatalog;
import academy.ascent.platform.lab.LabShelf;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The labs that submissions were handed in for. */
@Singleton
public class PinnedLabs {
    private final LabShelf shelf;
    private final LabCatalog catalog;

    PinnedLabs(LabShelf shelf, LabCatalog catalog) {
        this.shelf = shelf;
        this.catalog = catalog;
    }

    /** The lab as it was handed in for; where that copy is not here, as it is now; empty if it is gone altogether. */
    public Optional<Lab> find(Submission submission) {
        return shelf.find(submission.lab(), submission.labDigest()).or(() -> catalog.find(submission.lab()));
    }
}
