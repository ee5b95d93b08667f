package academy.ascent.platform.submission;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.lab.LabShelf;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/**
 * Measures submissions again without touching them: each regrading is a submission of its own, which no list of what was handed
 * in shows. It waits until nothing that somebody handed in is queued.
 */
@Singleton
public class Regradings {
    /** Below every priority that fairness gives to what was handed in. */
    private static final int PRIORITY = -1000;

    private final SubmissionRows rows;
    private final HandInRows queue;
    private final RunJournal journal;
    private final LabShelf shelf;
    private final InstantSource clock;

    Regradings(SubmissionRows rows, HandInRows queue, RunJournal journal, LabShelf shelf, InstantSource clock) {
        this.rows = rows;
        this.queue = queue;
        this.journal = journal;
        this.shelf = shelf;
        this.clock = clock;
    }

    /** Queues a submission to be measured again by that lab; gives the regrading's number. */
    @Transactional
    public long add(long regrade, Submission submission, Lab lab) {
        shelf.keep(lab);
        var now = clock.instant();
        var id = rows.addRegrading(submission.key(), regrade, lab.digest(), lab.points(), lab.pass(), now)
                .getFirst();
        queue.enqueue(id, now, PRIORITY);
        journal.announce(id, SubmissionState.QUEUED);
        return id;
    }

    /** Takes those of a regrade out of the queue that no run has begun; what is being measured ends by itself. */
    @Transactional
    public int clear(long regrade) {
        var idle = rows.clearIdle(regrade);
        if (!idle.isEmpty()) {
            rows.delete(idle);
        }
        return idle.size();
    }
}
