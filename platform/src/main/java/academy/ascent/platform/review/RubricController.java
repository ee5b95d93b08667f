package academy.ascent.platform.review;

import academy.ascent.grader.check.ReviewCheck;
import academy.ascent.grader.check.Rubric;
import academy.ascent.grader.check.Rubric.Criterion;
import academy.ascent.platform.grade.Decision;
import academy.ascent.platform.grade.DecisionOutcome;
import academy.ascent.platform.grade.Decisions;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.review.ReviewedWork.Work;
import academy.ascent.platform.submission.Submission;
import academy.ascent.platform.submission.SubmissionState;
import academy.ascent.platform.submission.Submissions;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.review.RubricPage;
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
import java.util.List;
import java.util.Map;

/** Lets whoever teaches a learner read what the machine cannot judge, by the lab's rubric; what they give is a decision. */
@Controller("/submissions/{id}/rubric")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.INSTRUCTOR_ROLE)
final class RubricController {
    private static final String OVERTAKEN =
            "Somebody else decided about this submission meanwhile. Nothing of yours was"
                    + " written; look at what stands now.";

    private final ReviewedWork reviewed;
    private final Submissions submissions;
    private final Decisions decisions;
    private final Rulings rulings;
    private final Pages pages;

    RubricController(
            ReviewedWork reviewed, Submissions submissions, Decisions decisions, Rulings rulings, Pages pages) {
        this.reviewed = reviewed;
        this.submissions = submissions;
        this.decisions = decisions;
        this.rulings = rulings;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> form(HttpRequest<?> request, SignedIn person, long id) {
        var work = unread(person, id);
        var seen = decisions.standing(id).map(Decision::id).orElse(0L);
        return pages.show(request, page(work, RubricForm.fresh(criteria(work)), seen));
    }

    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> give(HttpRequest<?> request, SignedIn person, long id, @Body Map<String, String> form) {
        var work = unread(person, id);
        var sent = RubricForm.sent(criteria(work), form);
        var seen = DecisionForm.number(form.getOrDefault("seen", ""));
        if (sent.given().isEmpty()) {
            return pages.show(request, page(work, sent, seen), HttpStatus.UNPROCESSABLE_ENTITY);
        }
        var points = certain(work) + sent.given().getAsInt();
        return switch (rulings.decide(person, work, seen, points, sent.reason())) {
            case DecisionOutcome.Done() ->
                pages.go(
                        Href.of("submissions", id),
                        new Chrome.Flash(
                                "good",
                                "It counts " + points + " of "
                                        + work.submission().points()
                                        + " points from now on, and the learner gets a mail."));
            case DecisionOutcome.Overtaken() ->
                pages.go(Href.of("submissions", id, "rubric"), new Chrome.Flash("error", OVERTAKEN));
        };
    }

    private Work unread(SignedIn person, long id) {
        var work = reviewed.taughtBy(person, id);
        if (measured(work).state() != SubmissionState.IN_REVIEW) {
            throw new AscentException(
                    HttpStatus.CONFLICT,
                    "not-in-review",
                    "Nothing to read",
                    "This submission is not in review: nothing in it waits for a person to read it.");
        }
        return work;
    }

    private Submission measured(Work work) {
        return submissions.measured(work.submission());
    }

    private int certain(Work work) {
        var earned = measured(work).earned();
        return earned == null ? 0 : earned;
    }

    private static List<Rubric> rubrics(Work work) {
        return work.grading().stream()
                .filter(spec -> spec.check().equals(ReviewCheck.KIND))
                .map(Rubric::of)
                .toList();
    }

    private static List<Criterion> criteria(Work work) {
        return rubrics(work).stream()
                .flatMap(rubric -> rubric.criteria().stream())
                .toList();
    }

    private RubricPage page(Work work, RubricForm form, long seen) {
        var key = work.submission().key();
        var files = submissions.files(key);
        return new RubricPage(
                work.lab(),
                work.learner(),
                work.submission().number(),
                Href.of("submissions", key),
                Href.of("submissions", key, "rubric"),
                Href.of("submissions", key, "files"),
                certain(work),
                work.submission().pass(),
                work.submission().points(),
                form.rows(),
                seen,
                decisions.standing(key).map(one -> one.points() + " points by " + one.who()),
                rubrics(work).stream()
                        .flatMap(rubric -> rubric.among(files.sequencedKeySet()).stream())
                        .distinct()
                        .map(path -> new RubricPage.Text(path, files.getOrDefault(path, "")))
                        .toList());
    }
}
