package academy.ascent.platform.submission;

import academy.ascent.grader.lab.Hint;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.measure.GradingEvent;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.platform.grade.Decision;
import academy.ascent.platform.grade.Decisions;
import academy.ascent.platform.grade.Teaching;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.site.Href;
import academy.ascent.site.submission.Climb;
import academy.ascent.site.submission.ResultPage;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a submission's page together. */
@Singleton
final class ResultPages {
    private final Submissions submissions;
    private final Outcomes outcomes;
    private final HandInRows files;
    private final LiveViews liveViews;
    private final PinnedLabs labs;
    private final FileNotes notes;
    private final Decisions decisions;
    private final Teaching teaching;
    private final Retention retention;
    private final InstantSource clock;

    ResultPages(
            Submissions submissions,
            Outcomes outcomes,
            HandInRows files,
            LiveViews liveViews,
            PinnedLabs labs,
            FileNotes notes,
            Decisions decisions,
            Teaching teaching,
            Retention retention,
            InstantSource clock) {
        this.submissions = submissions;
        this.outcomes = outcomes;
        this.files = files;
        this.liveViews = liveViews;
        this.labs = labs;
        this.notes = notes;
        this.decisions = decisions;
        this.teaching = teaching;
        this.retention = retention;
        this.clock = clock;
    }

    ResultPage of(SignedIn viewer, Submission submission) {
        var lab = labs.find(submission);
        var handedIn = submissions.of(submission.accountId(), submission.lab());
        var results = outcomes.results(submission);
        var open = submission.state().isOpen();
        var checks = checks(submission, lab, results, handedIn);
        var first = open ? Optional.<ResultPage.Check>empty() : ResultWords.firstFailing(checks);
        var regrading = submissions.isRegrading(submission.key());
        var history = decisions.history(submission.key());
        var decision = history.stream().filter(Decision::stands).findFirst();
        var graded = submissions.graded(submission);
        var conclusion = outcomes.conclusion(submission);
        var runs = outcomes.runs(submission);
        return new ResultPage(
                lab.map(Lab::title).orElse(submission.lab()),
                Href.of("labs", submission.lab()),
                lab.map(Lab::level).orElse(1),
                viewer.id() == submission.accountId() ? Optional.empty() : submissions.learner(submission.accountId()),
                submission.number(),
                submission.handedInAt(),
                Optional.ofNullable(submission.concludedAt()),
                submission.state().word(),
                ResultWords.headline(submission.state()),
                decision.map(one -> DecisionViews.of(submission, submissions.measured(submission), one))
                        .or(() -> submissions.regraded(submission).map(one -> DecisionViews.of(submission, one))),
                !regrading && mayDecide(viewer, submission, lab)
                        ? Optional.of(Href.of("submissions", submission.key(), "grade"))
                        : Optional.empty(),
                !regrading && !open && viewer.id() == submission.accountId()
                        ? Optional.of(Href.of("submissions", submission.key(), "appeal"))
                        : Optional.empty(),
                ResultWords.summary(submission),
                ResultWords.reasons(submission),
                regrading
                        ? "This is a regrade of submission no. " + submission.number() + ". It uses no attempt."
                        : ResultWords.attempt(submission, handedIn),
                ResultWords.notes(runs),
                open || regrading ? Optional.empty() : Optional.of(next(viewer, graded, lab, handedIn)),
                open ? Optional.of(liveViews.of(submission)) : Optional.empty(),
                results.isEmpty() || open ? Optional.empty() : Optional.of(climb(submission, results)),
                first,
                checks.stream()
                        .filter(check -> first.filter(check::equals).isEmpty())
                        .toList(),
                conclusion.map(concluded -> facts(submission, concluded)).orElse(List.of()),
                files.files(submission.key()).stream()
                        .map(file -> new ResultPage.CodeFile(file.path(), file.text()))
                        .toList(),
                graded.state() == SubmissionState.PASSED
                        ? lab.map(ReferenceFiles::of).orElse(List.of())
                        : List.of(),
                Href.of("submissions", submission.key(), "files"),
                notes.count(submission.key()),
                submission.lab() + "@" + submission.labDigest().substring(0, 12),
                new Href(SubmissionHandIns.href(submission).path() + "/result.json"),
                Href.of("submissions", submission.key(), "report.html"));
    }

    private List<ResultPage.Fact> facts(Submission submission, GradingEvent.Concluded concluded) {
        var facts = new ArrayList<>(ResultWords.facts(submission, concluded));
        Optional.ofNullable(submission.concludedAt()).map(retention::rule).ifPresent(facts::add);
        return facts;
    }

    private static Href rubric(Submission submission) {
        return Href.of("submissions", submission.key(), "rubric");
    }

    private boolean mayDecide(SignedIn viewer, Submission submission, Optional<Lab> lab) {
        return !submission.state().isOpen()
                && lab.filter(known -> teaching.teaches(viewer, submission.accountId(), known.level()))
                        .isPresent();
    }

    private static Climb climb(Submission submission, List<CheckResult> results) {
        return new Climb(
                results.stream()
                        .map(result -> new Climb.Stretch(
                                result.id(), CheckViews.word(result.outcome()), result.earned(), result.points()))
                        .toList(),
                submission.pass(),
                submission.points());
    }

    private static List<ResultPage.Check> checks(
            Submission submission, Optional<Lab> lab, List<CheckResult> results, List<Submission> handedIn) {
        var hints = lab.map(Lab::hints).orElse(List.of());
        var failures = handedIn.stream()
                .filter(one -> one.state() == SubmissionState.FAILED && one.number() <= submission.number())
                .count();
        var checks = new ArrayList<>(results.stream()
                .map(result -> CheckViews.of(result, hints(result, hints, failures)))
                .toList());
        if (submission.state().isOpen()) {
            lab.stream().flatMap(known -> known.grading().stream()).forEach(spec -> {
                if (results.stream().noneMatch(result -> result.id().equals(spec.id()))) {
                    checks.add(CheckViews.waiting(spec));
                }
            });
        }
        return checks;
    }

    private static List<String> hints(CheckResult result, List<Hint> hints, long failures) {
        return result.outcome() == Outcome.FAILED
                ? hints.stream()
                        .filter(hint -> hint.on().equals(result.id()) && hint.afterFailures() <= failures)
                        .map(Hint::text)
                        .toList()
                : List.of();
    }

    private ResultPage.Next next(SignedIn viewer, Submission submission, Optional<Lab> lab, List<Submission> handedIn) {
        var back = Href.of("labs", submission.lab()).path();
        Optional<Instant> from = lab.flatMap(known -> Cooldown.nextTry(known, handedIn, clock.instant()));
        return switch (submission.state()) {
            case PASSED -> new ResultPage.Next("Compare with the reference solution", "#reference", Optional.empty());
            case FAILED -> new ResultPage.Next("Back to your files", back, from);
            case REFUSED -> new ResultPage.Next("Mend it", ResultWords.fileLink(back, submission.reason()), from);
            case INCONCLUSIVE, FAULTED -> new ResultPage.Next("Hand in again", back, from);
            case IN_REVIEW ->
                mayDecide(viewer, submission, lab)
                        ? new ResultPage.Next(
                                "Read it by the rubric", rubric(submission).path(), Optional.empty())
                        : new ResultPage.Next("Back to the lab", back, Optional.empty());
            case QUEUED, PREPARING, DEPLOYING, MEASURING ->
                throw new IllegalStateException("What comes next is not known before the verdict");
        };
    }
}
