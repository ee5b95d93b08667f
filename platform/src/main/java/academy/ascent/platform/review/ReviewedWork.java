package academy.ascent.platform.review;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.platform.grade.Teaching;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.submission.PinnedLabs;
import academy.ascent.platform.submission.Submission;
import academy.ascent.platform.submission.Submissions;
import academy.ascent.platform.web.AscentException;
import jakarta.inject.Singleton;
import java.util.List;

/** The door to everything that is decided about a submission. */
@Singleton
class ReviewedWork {
    private final Submissions submissions;
    private final PinnedLabs labs;
    private final Teaching teaching;

    ReviewedWork(Submissions submissions, PinnedLabs labs, Teaching teaching) {
        this.submissions = submissions;
        this.labs = labs;
        this.teaching = teaching;
    }

    /** A submission with what pages say about it. */
    record Work(Submission submission, String lab, List<CheckSpec> grading, String learner) {
        String subject() {
            return lab + ", submission no. " + submission.number() + " by " + learner;
        }
    }

    /**
     * A submission that this person may judge.
     *
     * @throws AscentException with status 404 if there is none, 403 if the person does not teach its learner
     */
    Work taughtBy(SignedIn person, long id) {
        if (!person.is(Role.INSTRUCTOR)) {
            throw AscentException.notFound("Submission " + id);
        }
        var submission = submissions
                .find(id)
                .filter(_ -> !submissions.isRegrading(id))
                .orElseThrow(() -> AscentException.notFound("Submission " + id));
        var lab = labs.find(submission).orElseThrow(() -> AscentException.notFound("The lab " + submission.lab()));
        teaching.require(person, submission.accountId(), lab.level());
        return new Work(
                submission,
                lab.title(),
                lab.grading(),
                submissions.learner(submission.accountId()).orElse("somebody who is gone"));
    }
}
