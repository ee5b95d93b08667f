package academy.ascent.platform.lab;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Changes a learner's files by plain forms. */
@Controller("/labs/{id}")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class FileController {
    private final OpenLab open;
    private final Workspaces workspaces;
    private final LabPages labPages;
    private final Pages pages;

    FileController(OpenLab open, Workspaces workspaces, LabPages labPages, Pages pages) {
        this.open = open;
        this.workspaces = workspaces;
        this.labPages = labPages;
        this.pages = pages;
    }

    @Post("/save")
    HttpResponse<String> save(HttpRequest<?> request, SignedIn person, String id, @Body Map<String, String> form) {
        var lab = open.of(person, id);
        var path = path(form);
        // Browsers send line ends of text areas as CRLF, whatever the file has.
        var text = form.getOrDefault("text", "").replace("\r\n", "\n");
        return switch (workspaces.save(person.id(), lab, path, number(form, "base"), text)) {
            case SaveOutcome.Saved saved -> back(lab, path, "Saved as version " + saved.number() + ".");
            case SaveOutcome.Conflict conflict ->
                pages.show(request, labPages.conflict(person, lab, path, text, conflict), HttpStatus.CONFLICT);
            case SaveOutcome.Refused refused -> refuse(request, person, lab, path, Optional.of(text), refused);
        };
    }

    @Post("/add")
    HttpResponse<String> add(HttpRequest<?> request, SignedIn person, String id, @Body Map<String, String> form) {
        var lab = open.of(person, id);
        var path = path(form);
        if (workspaces.files(person.id(), lab).stream()
                .anyMatch(file -> file.path().equals(path))) {
            return back(lab, path, path + " is there already.");
        }
        var removed = workspaces.history(person.id(), lab, path);
        var base = removed.isEmpty() ? 0 : removed.getFirst().number();
        return answer(request, person, lab, path, workspaces.save(person.id(), lab, path, base, ""), "Added.");
    }

    @Post("/reset")
    HttpResponse<String> reset(HttpRequest<?> request, SignedIn person, String id, @Body Map<String, String> form) {
        var lab = open.of(person, id);
        var outcome = workspaces.reset(person.id(), lab, path(form));
        return answer(
                request,
                person,
                lab,
                path(form),
                outcome,
                path(form) + " is the starter's again. Your own text is kept in its history.");
    }

    @Post("/restore")
    HttpResponse<String> restore(HttpRequest<?> request, SignedIn person, String id, @Body Map<String, String> form) {
        var lab = open.of(person, id);
        var number = number(form, "number");
        var outcome = workspaces.restore(person.id(), lab, path(form), number);
        return answer(request, person, lab, path(form), outcome, "Version " + number + " is back.");
    }

    @Post("/remove")
    HttpResponse<String> remove(HttpRequest<?> request, SignedIn person, String id, @Body Map<String, String> form) {
        var lab = open.of(person, id);
        var outcome = workspaces.remove(person.id(), lab, path(form));
        return answer(
                request,
                person,
                lab,
                path(form),
                outcome,
                path(form) + " is removed. Add a file of the same name, and its history is there again.");
    }

    private HttpResponse<String> answer(
            HttpRequest<?> request, SignedIn person, Lab lab, String path, SaveOutcome outcome, String done) {
        return switch (outcome) {
            case SaveOutcome.Saved(int _, Instant _) -> back(lab, path, done);
            case SaveOutcome.Conflict conflict ->
                pages.show(request, labPages.conflict(person, lab, path, "", conflict), HttpStatus.CONFLICT);
            case SaveOutcome.Refused refused -> refuse(request, person, lab, path, Optional.empty(), refused);
        };
    }

    private HttpResponse<String> back(Lab lab, String path, String done) {
        return pages.go(LabPages.href(lab).with("file", path), new Chrome.Flash("good", done));
    }

    private HttpResponse<String> refuse(
            HttpRequest<?> request,
            SignedIn person,
            Lab lab,
            String path,
            Optional<String> typed,
            SaveOutcome.Refused refused) {
        return pages.show(
                request,
                labPages.refused(person, lab, path, typed, refused.message()),
                HttpStatus.UNPROCESSABLE_ENTITY);
    }

    private static String path(Map<String, String> form) {
        return form.getOrDefault("path", "").strip();
    }

    private static int number(Map<String, String> form, String name) {
        try {
            return Integer.parseInt(form.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            throw AscentException.badRequest(
                    "no-version", "The form names no version of the file. Reload the page and try again.");
        }
    }
}
