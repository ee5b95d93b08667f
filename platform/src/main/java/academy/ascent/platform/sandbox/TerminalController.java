package academy.ascent.platform.sandbox;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.lab.OpenLab;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.terminal.TerminalPage;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;

/** The page of a terminal; {@link TerminalSocket} is behind it. */
@Controller("/labs/{id}/sandbox/terminal")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class TerminalController {
    private final OpenLab open;
    private final OwnSandboxes own;
    private final Pages pages;

    TerminalController(OpenLab open, OwnSandboxes own, Pages pages) {
        this.open = open;
        this.own = own;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> show(
            HttpRequest<?> request, SignedIn person, String id, @QueryValue(defaultValue = "") String replica) {
        var lab = open.of(person, id);
        var sandbox = SandboxViews.href(lab);
        if (replica.isBlank() || own.of(person, lab).flatMap(own::place).isEmpty()) {
            return pages.go(
                    sandbox,
                    new Chrome.Flash("warning", "A terminal needs a replica that runs. Deploy your files first."));
        }
        return pages.show(
                request,
                new TerminalPage(
                        replica,
                        "Your sandbox",
                        sandbox,
                        "A shell beside this replica’s program: with its files, variables, network and limits, and with"
                                + " processes and a /tmp of its own. It ends with the replica’s container.",
                        List.of(),
                        SandboxViews.terminal(lab, replica).below("socket")));
    }
}
