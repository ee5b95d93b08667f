package academy.ascent.platform.comment;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.submission.Submission;
import academy.ascent.platform.submission.Submissions;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Href;
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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.Map;

/** Shows handed in files line by line, and takes what is said about them. */
@Controller("/submissions/{id}")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class CommentController {
    private final Submissions submissions;
    private final Comments comments;
    private final FilePages files;
    private final Pages pages;

    CommentController(Submissions submissions, Comments comments, FilePages files, Pages pages) {
        this.submissions = submissions;
        this.comments = comments;
        this.files = files;
        this.pages = pages;
    }

    @Get("/files")
    HttpResponse<String> show(
            HttpRequest<?> request,
            SignedIn person,
            long id,
            @QueryValue(defaultValue = "") String file,
            @QueryValue(defaultValue = "0") String line,
            @QueryValue(defaultValue = "0") String change) {
        var submission = submissions.visible(person, id);
        var draft = new FilePages.Draft(number(line), number(change), "", "");
        return pages.show(request, files.of(person, submission, file, draft));
    }

    @Post("/comments")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> write(HttpRequest<?> request, SignedIn person, long id, @Body Map<String, String> form) {
        var submission = submissions.visible(person, id);
        var line = number(form.getOrDefault("line", ""));
        var typed = form.getOrDefault("text", "");
        var outcome = comments.write(person, submission, form.getOrDefault("file", ""), line, typed);
        return answer(request, person, submission, form, outcome, line, 0);
    }

    @Post("/comments/{comment}/change")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> change(
            HttpRequest<?> request, SignedIn person, long id, long comment, @Body Map<String, String> form) {
        var submission = submissions.visible(person, id);
        var outcome = comments.change(person, submission, comment, form.getOrDefault("text", ""));
        return answer(request, person, submission, form, outcome, number(form.getOrDefault("line", "")), comment);
    }

    @Post("/comments/{comment}/delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> delete(
            HttpRequest<?> request, SignedIn person, long id, long comment, @Body Map<String, String> form) {
        var submission = submissions.visible(person, id);
        var outcome = comments.delete(person, submission, comment);
        return answer(request, person, submission, form, outcome, number(form.getOrDefault("line", "")), 0);
    }

    /** Back to the line; or the page again, with what was typed and why it was not taken. */
    private HttpResponse<String> answer(
            HttpRequest<?> request,
            SignedIn person,
            Submission submission,
            Map<String, String> form,
            CommentOutcome outcome,
            int line,
            long changed) {
        var file = form.getOrDefault("file", "");
        return switch (outcome) {
            case CommentOutcome.Done() -> {
                var here = Href.of("submissions", submission.key(), "files").with("file", file);
                yield pages.go(new Href(here.path() + "#L" + line));
            }
            case CommentOutcome.Refused(var message) -> {
                if (!submissions.files(submission.key()).containsKey(file)) {
                    throw new AscentException(
                            HttpStatus.UNPROCESSABLE_ENTITY, "refused", "Nothing was written", message);
                }
                var draft = new FilePages.Draft(line, changed, form.getOrDefault("text", ""), message);
                yield pages.show(request, files.of(person, submission, file, draft), HttpStatus.UNPROCESSABLE_ENTITY);
            }
        };
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : 0;
    }
}
