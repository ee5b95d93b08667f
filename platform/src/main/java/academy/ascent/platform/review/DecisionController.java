package academy.ascent.platform.review;

import academy.ascent.platform.grade.Decision;
import academy.ascent.platform.grade.DecisionOutcome;
import academy.ascent.platform.grade.Decisions;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.review.ReviewedWork.Work;
import academy.ascent.platform.submission.DecisionViews;
import academy.ascent.platform.submission.Submissions;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.review.DecisionPage;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.Map;
import java.util.Optional;

/** Lets whoever teaches a learner decide what a submission counts for: first the difference is shown, then it is done. */
@Controller("/submissions/{id}/grade")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.INSTRUCTOR_ROLE)
final class DecisionController {
    private static final String OVERTAKEN =
            "Somebody else decided about this submission meanwhile. Nothing of yours was written; look at what stands now.";

    private final ReviewedWork reviewed;
    private final Submissions submissions;
    private final Decisions decisions;
    private final Rulings rulings;
    private final Pages pages;

    DecisionController(
            ReviewedWork reviewed, Submissions submissions, Decisions decisions, Rulings rulings, Pages pages) {
        this.reviewed = reviewed;
        this.submissions = submissions;
        this.decisions = decisions;
        this.rulings = rulings;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> form(HttpRequest<?> request, SignedIn person, long id) {
        var work = concluded(person, id);
        var seen = decisions.standing(id).map(Decision::id).orElse(0L);
        return pages.show(request, page(work, DecisionForm.fresh(submissions.graded(work.submission()), seen)));
    }

    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> decide(HttpRequest<?> request, SignedIn person, long id, @Body Map<String, String> form) {
        var work = concluded(person, id);
        var sent = DecisionForm.sent(form, work.submission());
        if (sent.given().isEmpty()) {
            return pages.show(request, page(work, sent), HttpStatus.UNPROCESSABLE_ENTITY);
        }
        if (!"decide".equals(form.get("step"))) {
            return pages.show(request, page(work, sent));
        }
        var before = DecisionViews.words(submissions.graded(work.submission()));
        var outcome = rulings.decide(
                person, work, sent.seen(), sent.given().get(), sent.reason().value());
        return answer(id, outcome, "It counts from now on, and the learner gets a mail. It was: " + before + ".");
    }

    @Post("/withdraw")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> withdraw(SignedIn person, long id, @Body Map<String, String> form) {
        var work = concluded(person, id);
        var outcome = rulings.withdraw(person, work, DecisionForm.number(form.getOrDefault("seen", "")));
        return answer(
                id, outcome, "The decision is withdrawn. What was measured counts again, and the learner gets a mail.");
    }

    private HttpResponse<String> answer(long id, DecisionOutcome outcome, String done) {
        return switch (outcome) {
            case DecisionOutcome.Done() -> pages.go(Href.of("submissions", id), new Chrome.Flash("good", done));
            case DecisionOutcome.Overtaken() ->
                pages.go(Href.of("submissions", id, "grade"), new Chrome.Flash("error", OVERTAKEN));
        };
    }

    private Work concluded(SignedIn person, long id) {
        var work = reviewed.taughtBy(person, id);
        if (work.submission().state().isOpen()) {
            throw new AscentException(
                    HttpStatus.CONFLICT,
                    "not-concluded",
                    "Not graded yet",
                    "This submission is still being graded. Wait for the verdict, then decide.");
        }
        return work;
    }

    private DecisionPage page(Work work, DecisionForm form) {
        var submission = work.submission();
        var key = submission.key();
        var history = decisions.history(key);
        var graded = submissions.graded(submission);
        return new DecisionPage(
                work.lab(),
                work.learner(),
                submission.number(),
                Href.of("submissions", key),
                Href.of("submissions", key, "grade"),
                Href.of("regrades", "new").with("submission", Long.toString(key)),
                DecisionViews.words(submissions.measured(submission)),
                form.points(),
                form.reason(),
                form.seen(),
                form.given().map(points -> change(work, graded.state().word(), DecisionViews.words(graded), points)),
                history.stream().filter(Decision::stands).findFirst().map(Decision::id),
                history.stream().map(one -> entry(work, one)).toList());
    }

    private static DecisionPage.Change change(Work work, String state, String words, int points) {
        var passes = points >= work.submission().pass();
        return new DecisionPage.Change(
                state,
                words,
                passes ? "passed" : "failed",
                (passes ? "Passed, " : "Failed, ") + points + " of "
                        + work.submission().points() + " points");
    }

    private static DecisionPage.Entry entry(Work work, Decision decision) {
        return new DecisionPage.Entry(
                decision.passed() ? "passed" : "failed",
                decision.points() + " of " + work.submission().points() + " points",
                decision.reason(),
                decision.who(),
                decision.decidedAt(),
                Optional.ofNullable(decision.endedAt()),
                Optional.ofNullable(decision.ender()).orElse(""));
    }
}
