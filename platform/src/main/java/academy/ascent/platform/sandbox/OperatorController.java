package academy.ascent.platform.sandbox;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.lab.LabCatalog;
import academy.ascent.platform.web.Pages;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.sandbox.SandboxesPage;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.Optional;

/** Shows operators who has which sandbox, and lets them give time, suspend and close. */
@Controller("/admin/sandboxes")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.ADMIN_ROLE)
final class OperatorController {
    static final Href HERE = Href.of("admin", "sandboxes");

    private final LearnerSandboxes sandboxes;
    private final SandboxKeeper keeper;
    private final LabCatalog labs;
    private final SandboxConfig config;
    private final Pages pages;

    OperatorController(
            LearnerSandboxes sandboxes, SandboxKeeper keeper, LabCatalog labs, SandboxConfig config, Pages pages) {
        this.sandboxes = sandboxes;
        this.keeper = keeper;
        this.labs = labs;
        this.config = config;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> list(HttpRequest<?> request) {
        var open = sandboxes.open();
        var running = open.stream().filter(one -> !one.isSuspended()).count();
        return pages.show(
                request, new SandboxesPage(open.stream().map(this::row).toList(), config.most(), running));
    }

    @Post("/{id}/extend")
    @Consumes(MediaType.ALL)
    HttpResponse<String> extend(SignedIn operator, long id) {
        return done(
                sandboxes.prolong(operator.id(), id),
                "It has its whole time again from now on; that does not count as an extension.");
    }

    @Post("/{id}/suspend")
    @Consumes(MediaType.ALL)
    HttpResponse<String> suspend(SignedIn operator, long id) {
        return done(
                sandboxes.suspend(operator.id(), id),
                "Suspended. Its processes end; its learner reads why and can go on.");
    }

    @Post("/{id}/close")
    @Consumes(MediaType.ALL)
    HttpResponse<String> close(SignedIn operator, long id) {
        return done(sandboxes.close(operator.id(), id), "Closed. The learner's files are as they were.");
    }

    private HttpResponse<String> done(boolean done, String text) {
        if (!done) {
            return pages.go(HERE, new Chrome.Flash("error", "Nothing was changed: it is closed or suspended already."));
        }
        keeper.nudge();
        return pages.go(HERE, new Chrome.Flash("good", text));
    }

    private SandboxesPage.Row row(LearnerSandbox sandbox) {
        var lab = labs.find(sandbox.lab());
        return new SandboxesPage.Row(
                sandbox.learner(),
                lab.map(Lab::title).orElse(sandbox.lab()),
                sandbox.sandboxClass(),
                state(sandbox),
                lab.flatMap(known -> usage(sandbox, known)).orElse(""),
                sandbox.openedAt(),
                sandbox.expiresAt(),
                sandbox.isSuspended() ? Optional.empty() : Optional.of(sandboxes.idleAt(sandbox)),
                Href.of("admin", "sandboxes", sandbox.id()));
    }

    private String state(LearnerSandbox sandbox) {
        if (sandbox.isSuspended()) {
            return "suspended";
        }
        return keeper.live(sandbox)
                .map(place -> place.sandbox().isPresent() ? "running" : "refused")
                .orElse("deploying");
    }

    private Optional<String> usage(LearnerSandbox sandbox, Lab lab) {
        try {
            return keeper.live(sandbox)
                    .flatMap(LivePlace::sandbox)
                    .map(place -> SandboxViews.usage(place.usage(), lab.sandboxClass()));
        } catch (SandboxException e) {
            return Optional.empty();
        }
    }
}
