package academy.ascent.platform.appeal;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.grade.Teaching;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.lab.LabCatalog;
import academy.ascent.platform.submission.DecisionViews;
import academy.ascent.platform.submission.Pauses;
import academy.ascent.platform.submission.PinnedLabs;
import academy.ascent.platform.submission.Submission;
import academy.ascent.platform.submission.Submissions;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.appeal.ReviewPage;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An instructor's inbox: what needs a person; and the queues of the labs that they teach. */
@Controller("/review")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.INSTRUCTOR_ROLE)
final class ReviewController {
    private static final int LONGEST = 500;
    private static final Href HERE = Href.of("review");

    private final AppealRows rows;
    private final Submissions submissions;
    private final Pauses pauses;
    private final PinnedLabs pinned;
    private final LabCatalog labs;
    private final Teaching teaching;
    private final Pages pages;

    ReviewController(
            AppealRows rows,
            Submissions submissions,
            Pauses pauses,
            PinnedLabs pinned,
            LabCatalog labs,
            Teaching teaching,
            Pages pages) {
        this.rows = rows;
        this.submissions = submissions;
        this.pauses = pauses;
        this.pinned = pinned;
        this.labs = labs;
        this.teaching = teaching;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> inbox(HttpRequest<?> request, SignedIn person) {
        return pages.show(request, page(person, "", Optional.empty()));
    }

    @Post("/labs/{lab}/pause")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> pause(HttpRequest<?> request, SignedIn person, String lab, @Body Map<String, String> form) {
        taught(person, lab);
        var reason = WordsField.checked(reason(lab), form.getOrDefault("reason-" + lab, ""), LONGEST);
        if (reason.error().isPresent()) {
            return pages.show(request, page(person, lab, Optional.of(reason)), HttpStatus.UNPROCESSABLE_ENTITY);
        }
        return pauses.pause(person, lab, reason.value())
                ? done(
                        "good",
                        "The queue stands still. Whoever waits reads why; what is being measured goes on to its end.")
                : done("error", "It stands still already; the reason that was given first is shown.");
    }

    @Post("/labs/{lab}/resume")
    @Consumes(MediaType.ALL)
    HttpResponse<String> resume(SignedIn person, String lab) {
        taught(person, lab);
        return pauses.resume(person, lab)
                ? done("good", "The queue goes on.")
                : done("error", "It was going already. Nothing was changed.");
    }

    private HttpResponse<String> done(String tone, String text) {
        return pages.go(HERE, new Chrome.Flash(tone, text));
    }

    private Lab taught(SignedIn person, String id) {
        return labs.find(id)
                .filter(lab -> teaching.teachesLevel(person, lab.level()))
                .orElseThrow(() -> AscentException.notFound("A lab of yours with this name"));
    }

    private ReviewPage page(SignedIn person, String sent, Optional<Field> field) {
        var standing = pauses.standing();
        var appeals = rows.open().stream()
                .flatMap(appeal ->
                        item(person, appeal.submissionId(), appeal.reason(), appeal.askedAt(), "appeal").stream())
                .toList();
        var unread = rows.unread().stream()
                .flatMap(id -> submissions.find(id).stream())
                .flatMap(one -> item(person, one.key(), one.reason(), concluded(one), "rubric").stream())
                .toList();
        var unjudged = rows.unjudged().stream()
                .flatMap(id -> submissions.find(id).stream())
                .flatMap(one -> item(person, one.key(), one.reason(), concluded(one), "grade").stream())
                .toList();
        var queues = labs.all().stream()
                .filter(lab -> teaching.teachesLevel(person, lab.level()))
                .map(lab -> queue(lab, standing, lab.id().equals(sent) ? field : Optional.empty()))
                .toList();
        return new ReviewPage(unread, appeals, unjudged, queues);
    }

    private static Instant concluded(Submission submission) {
        var at = submission.concludedAt();
        return at == null ? submission.handedInAt() : at;
    }

    private Optional<ReviewPage.Item> item(SignedIn person, long id, String why, Instant at, String part) {
        return submissions
                .find(id)
                .filter(one -> pinned.find(one)
                        .filter(lab -> teaching.teaches(person, one.accountId(), lab.level()))
                        .isPresent())
                .map(one -> new ReviewPage.Item(
                        pinned.find(one).map(Lab::title).orElse(one.lab()) + ", no. " + one.number(),
                        submissions.learner(one.accountId()).orElse("somebody"),
                        submissions.graded(one).state().word(),
                        DecisionViews.words(submissions.graded(one)),
                        why,
                        at,
                        Href.of("submissions", id),
                        Href.of("submissions", id, part)));
    }

    private static ReviewPage.Queue queue(Lab lab, List<Pauses.Pause> standing, Optional<Field> sent) {
        var pause = standing.stream().filter(one -> one.lab().equals(lab.id())).findFirst();
        return new ReviewPage.Queue(
                lab.title(),
                pause.map(one -> new ReviewPage.Pause(one.reason(), one.pauser(), one.since())),
                sent.orElseGet(() -> reason(lab.id())),
                Href.of("review", "labs", lab.id(), pause.isPresent() ? "resume" : "pause"));
    }

    private static Field reason(String lab) {
        return Field.of("reason-" + lab, "Reason", "text", "off")
                .hint("Whoever waits reads it. At most " + LONGEST + " characters.");
    }
}
