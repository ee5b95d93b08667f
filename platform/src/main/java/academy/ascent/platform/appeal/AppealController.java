package academy.ascent.platform.appeal;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.grade.Teaching;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.submission.DecisionViews;
import academy.ascent.platform.submission.PinnedLabs;
import academy.ascent.platform.submission.Submission;
import academy.ascent.platform.submission.Submissions;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.appeal.AppealPage;
import academy.ascent.site.web.Field;
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
import io.micronaut.security.rules.SecurityRule;
import java.util.Map;
import java.util.Optional;

/** An appeal as its learner and whoever teaches them see it. */
@Controller("/submissions/{id}/appeal")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class AppealController {
    static final int LONGEST = 2000;

    private static final Field REASON = Field.of("reason", "What is wrong?", "text", "off")
            .hint("Say what you expected and where to look. At most " + LONGEST + " characters.");
    private static final Field ANSWER = Field.of("answer", "Answer", "text", "off")
            .hint("The learner gets it by mail, with your name. At most " + LONGEST + " characters.");

    private final Appeals appeals;
    private final Submissions submissions;
    private final PinnedLabs labs;
    private final Teaching teaching;
    private final Pages pages;

    AppealController(Appeals appeals, Submissions submissions, PinnedLabs labs, Teaching teaching, Pages pages) {
        this.appeals = appeals;
        this.submissions = submissions;
        this.labs = labs;
        this.teaching = teaching;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> show(HttpRequest<?> request, SignedIn person, long id) {
        return pages.show(request, page(person, find(person, id), REASON, ANSWER));
    }

    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> ask(HttpRequest<?> request, SignedIn person, long id, @Body Map<String, String> form) {
        var submission = own(person, id);
        var reason = WordsField.checked(REASON, form.getOrDefault("reason", ""), LONGEST);
        if (reason.error().isPresent()) {
            return pages.show(request, page(person, submission, reason, ANSWER), HttpStatus.UNPROCESSABLE_ENTITY);
        }
        if (!appeals.ask(person, submission, reason.value())) {
            var waiting = reason.error(
                    "You have an appeal that waits for its answer. Wait for it, or withdraw it, then ask again.");
            return pages.show(request, page(person, submission, waiting, ANSWER), HttpStatus.CONFLICT);
        }
        return done(id, "A person will look at it. You get a mail when it is answered.");
    }

    @Post("/withdraw")
    @Consumes(MediaType.ALL)
    HttpResponse<String> withdraw(SignedIn person, long id) {
        return appeals.withdraw(person, own(person, id)) ? done(id, "Your appeal is withdrawn.") : gone(id);
    }

    @Post("/answer")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> answer(HttpRequest<?> request, SignedIn person, long id, @Body Map<String, String> form) {
        var submission = find(person, id);
        teaching.require(person, submission.accountId(), lab(submission).level());
        var answer = WordsField.checked(ANSWER, form.getOrDefault("answer", ""), LONGEST);
        if (answer.error().isPresent()) {
            return pages.show(request, page(person, submission, REASON, answer), HttpStatus.UNPROCESSABLE_ENTITY);
        }
        var what = lab(submission).title() + ", no. " + submission.number();
        return appeals.answer(person, submission, what, answer.value())
                ? done(id, "The learner gets your answer by mail.")
                : gone(id);
    }

    private HttpResponse<String> done(long id, String text) {
        return pages.go(Href.of("submissions", id, "appeal"), new Chrome.Flash("good", text));
    }

    private HttpResponse<String> gone(long id) {
        var text = "There is no open appeal any more: it was answered or withdrawn meanwhile. Nothing was written.";
        return pages.go(Href.of("submissions", id, "appeal"), new Chrome.Flash("error", text));
    }

    /** Its owner, and whoever teaches them; nobody else learns that there is an appeal. */
    private Submission find(SignedIn person, long id) {
        var submission = submissions.visible(person, id);
        if (submissions.isRegrading(id) || person.id() != submission.accountId() && !teaches(person, submission)) {
            throw AscentException.notFound("An appeal about submission " + id);
        }
        if (submission.state().isOpen()) {
            throw new AscentException(
                    HttpStatus.CONFLICT,
                    "not-concluded",
                    "Not graded yet",
                    "This submission is still being graded. Wait for the verdict; then a person can look at it.");
        }
        return submission;
    }

    private Submission own(SignedIn person, long id) {
        var submission = find(person, id);
        if (person.id() != submission.accountId()) {
            throw AscentException.forbidden("Only who handed it in appeals. You can decide the grade yourself.");
        }
        return submission;
    }

    private boolean teaches(SignedIn person, Submission submission) {
        return teaching.teaches(person, submission.accountId(), lab(submission).level());
    }

    private Lab lab(Submission submission) {
        return labs.find(submission).orElseThrow(() -> AscentException.notFound("The lab " + submission.lab()));
    }

    private AppealPage page(SignedIn person, Submission submission, Field reason, Field answer) {
        var owner = person.id() == submission.accountId();
        var all = appeals.of(submission);
        var open = all.stream().anyMatch(Appeal::isOpen);
        return new AppealPage(
                lab(submission).title(),
                submission.number(),
                owner ? Optional.empty() : submissions.learner(submission.accountId()),
                DecisionViews.words(submissions.graded(submission)),
                Href.of("submissions", submission.key()),
                Href.of("submissions", submission.key(), "appeal"),
                Href.of("submissions", submission.key(), "grade"),
                owner && !open ? Optional.of(reason) : Optional.empty(),
                owner && open,
                !owner && open ? Optional.of(answer) : Optional.empty(),
                all.stream().map(AppealController::entry).toList());
    }

    private static AppealPage.Entry entry(Appeal appeal) {
        var answerer = appeal.answerer();
        var role = appeal.role();
        var state = appeal.isOpen() ? "open" : appeal.withdrawnAt() != null ? "withdrawn" : "answered";
        return new AppealPage.Entry(
                state,
                appeal.reason(),
                appeal.askedAt(),
                Optional.ofNullable(appeal.answer()),
                answerer == null || role == null ? "" : answerer + ", " + role.word(),
                Optional.ofNullable(appeal.answeredAt()));
    }
}
