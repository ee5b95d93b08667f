package academy.ascent.platform.submission;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.lab.LabShelf;
import academy.ascent.platform.lab.Workspaces;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Freezes a learner's files into a submission and queues it; what nobody could deploy is refused at once. */
@Singleton
class HandIn {
    private final Workspaces workspaces;
    private final LabShelf shelf;
    private final SubmissionRows submissions;
    private final HandInRows rows;
    private final RunJournal journal;
    private final InstantSource clock;

    HandIn(
            Workspaces workspaces,
            LabShelf shelf,
            SubmissionRows submissions,
            HandInRows rows,
            RunJournal journal,
            InstantSource clock) {
        this.workspaces = workspaces;
        this.shelf = shelf;
        this.submissions = submissions;
        this.rows = rows;
        this.journal = journal;
        this.clock = clock;
    }

    @Transactional
    HandInOutcome handIn(long account, Lab lab) {
        // The workspace is locked from here on, so that two clicks meet one after the other.
        var files = workspaces.freeze(account, lab);
        var earlier = submissions.findByAccountIdAndLabOrderById(account, lab.id());
        var open = earlier.stream().filter(one -> one.state().isOpen()).findFirst();
        if (open.isPresent()) {
            return new HandInOutcome.Accepted(open.get().key(), false);
        }
        var now = clock.instant();
        var nextTry = Cooldown.nextTry(lab, earlier, now);
        if (nextTry.isPresent()) {
            return new HandInOutcome.Cooling(nextTry.get());
        }
        shelf.keep(lab);
        var problems = SyntaxCheck.problems(files);
        var id = submissions
                .save(fresh(account, lab, earlier.size() + 1, problems, now))
                .key();
        files.forEach((path, text) -> rows.addFile(id, path, text));
        if (problems.isEmpty()) {
            rows.enqueue(id, now, 0);
            rows.reorder();
        }
        journal.announce(id, problems.isEmpty() ? SubmissionState.QUEUED : SubmissionState.REFUSED);
        return new HandInOutcome.Accepted(id, true);
    }

    private static Submission fresh(long account, Lab lab, int number, List<String> problems, Instant now) {
        var refused = !problems.isEmpty();
        @Nullable Instant concluded = refused ? now : null;
        return new Submission(
                null,
                account,
                lab.id(),
                lab.digest(),
                number,
                refused ? SubmissionState.REFUSED : SubmissionState.QUEUED,
                0,
                0,
                now,
                concluded,
                String.join("\n", problems),
                null,
                lab.points(),
                lab.pass(),
                null,
                null,
                null,
                null);
    }
}
