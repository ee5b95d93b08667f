package academy.ascent.platform.sandbox;

import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.lab.LabCatalog;
import academy.ascent.platform.lab.OpenLab;
import academy.ascent.platform.sandbox.LearnerSandboxes.Deployed;
import academy.ascent.platform.web.Pages;
import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.site.Chrome;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
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
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A learner's own sandbox: deploy, change, look, ask, break, close. */
@Controller("/labs/{id}/sandbox")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class SandboxController {
    /** A Deployment and the number of a revision. */
    private static final Pattern REVISION = Pattern.compile("([a-z0-9.-]{1,253})/([0-9]{1,9})");

    private final OpenLab open;
    private final LabCatalog labs;
    private final LearnerSandboxes sandboxes;
    private final OwnSandboxes own;
    private final SandboxKeeper keeper;
    private final Deployer deployer;
    private final SandboxViews views;
    private final Asking asking;
    private final Pages pages;

    SandboxController(
            OpenLab open,
            LabCatalog labs,
            LearnerSandboxes sandboxes,
            OwnSandboxes own,
            SandboxKeeper keeper,
            Deployer deployer,
            SandboxViews views,
            Asking asking,
            Pages pages) {
        this.open = open;
        this.labs = labs;
        this.sandboxes = sandboxes;
        this.own = own;
        this.keeper = keeper;
        this.deployer = deployer;
        this.views = views;
        this.asking = asking;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> show(
            HttpRequest<?> request, SignedIn person, String id, @QueryValue(defaultValue = "") String log) {
        var lab = open.of(person, id);
        return pages.show(request, views.page(person, lab, log, Asking.first(lab), List.of()));
    }

    /** The part that changes by itself, for a script that asks again and again. */
    @Get("/live")
    HttpResponse<String> live(SignedIn person, String id, @QueryValue(defaultValue = "") String log) {
        var lab = open.of(person, id);
        return own.of(person, lab)
                .filter(one -> !one.isSuspended())
                .map(one -> HttpResponse.ok(pages.part("sandbox/live.jte", views.live(one, lab, log))))
                .orElseGet(HttpResponse::noContent);
    }

    @Post("/deploy")
    @Consumes(MediaType.ALL)
    HttpResponse<String> deploy(SignedIn person, String id) {
        var lab = open.of(person, id);
        return switch (sandboxes.deploy(person, lab)) {
            case Deployed.Done _ -> {
                keeper.nudge();
                yield pages.go(SandboxViews.href(lab));
            }
            case Deployed.Elsewhere(String other) ->
                back(
                        lab,
                        "warning",
                        "Your sandbox is open for “"
                                + labs.find(other).map(Lab::title).orElse(other)
                                + "”. Close it there first; a learner has one at a time.");
            case Deployed.Full full ->
                back(
                        lab,
                        "warning",
                        "Every place of this machine is taken (" + full.most() + "). Try again later; one is free at "
                                + full.free() + " at the latest. Handing in needs no place.");
        };
    }

    @Post("/extend")
    @Consumes(MediaType.ALL)
    HttpResponse<String> extend(SignedIn person, String id) {
        var lab = open.of(person, id);
        return sandboxes.extend(own.had(person, lab))
                ? back(lab, "good", "Its time begins anew.")
                : back(lab, "error", "It was extended as often as it may be. Open another one when it ends.");
    }

    @Post("/close")
    @Consumes(MediaType.ALL)
    HttpResponse<String> close(SignedIn person, String id) {
        var lab = open.of(person, id);
        sandboxes.close(own.had(person, lab));
        keeper.nudge();
        return back(lab, "good", "Closed. Your files are as they were.");
    }

    @Post("/apply")
    @Consumes(MediaType.ALL)
    HttpResponse<String> apply(HttpRequest<?> request, SignedIn person, String id) {
        var lab = open.of(person, id);
        var sandbox = own.used(person, lab);
        var place = own.place(sandbox);
        if (place.isEmpty()) {
            return back(lab, "warning", "Nothing runs to which manifests could be applied. Deploy your files first.");
        }
        return applied(request, person, lab, deployer.apply(sandbox, place.get()));
    }

    /** Returns a Deployment to an earlier revision. */
    @Post("/undo")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> undo(HttpRequest<?> request, SignedIn person, String id, @Body Map<String, String> form) {
        var lab = open.of(person, id);
        var to = REVISION.matcher(form.getOrDefault("to", ""));
        var place = own.place(own.used(person, lab));
        if (!to.matches() || place.isEmpty()) {
            return back(lab, "error", "That revision is not there any more.");
        }
        try {
            return switch (place.get().undo(to.group(1), Integer.parseInt(to.group(2)))) {
                case Admission.Admitted _ -> applied(request, person, lab, List.of());
                case Admission.Refused refused -> applied(request, person, lab, Manifests.words(refused));
            };
        } catch (SandboxException e) {
            return back(lab, "error", e.getMessage() + ".");
        }
    }

    private HttpResponse<String> applied(HttpRequest<?> request, SignedIn person, Lab lab, List<String> refused) {
        return refused.isEmpty()
                ? back(lab, "good", "Applied. Watch below what becomes of it.")
                : pages.show(request, views.page(person, lab, "", Asking.first(lab), refused));
    }

    @Post("/kill")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> kill(SignedIn person, String id, @Body Map<String, String> form) {
        var lab = open.of(person, id);
        var replica = form.getOrDefault("replica", "");
        try {
            own.place(own.used(person, lab)).ifPresent(place -> place.kill(replica));
            return back(lab, "good", "Killed. Watch how it comes back.");
        } catch (SandboxException e) {
            return back(lab, "error", e.getMessage() + ".");
        }
    }

    @Post("/ask")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> ask(HttpRequest<?> request, SignedIn person, String id, @Body Map<String, String> form) {
        var lab = open.of(person, id);
        var place = own.place(own.used(person, lab));
        var ask = asking.ask(lab, place, form.getOrDefault("path", ""), form.getOrDefault("body", ""));
        return pages.show(request, views.page(person, lab, "", ask, List.of()));
    }

    private HttpResponse<String> back(Lab lab, String tone, String text) {
        return pages.go(SandboxViews.href(lab), new Chrome.Flash(tone, text));
    }
}
