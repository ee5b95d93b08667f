package academy.ascent.platform.submission;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.lab.OpenLab;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.time.Instant;

/** Takes work in. */
@Controller("/labs/{id}/hand-in")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class HandInController {
    private final OpenLab open;
    private final HandIn handIn;
    private final GradingScheduler scheduler;
    private final Pages pages;

    HandInController(OpenLab open, HandIn handIn, GradingScheduler scheduler, Pages pages) {
        this.open = open;
        this.handIn = handIn;
        this.scheduler = scheduler;
        this.pages = pages;
    }

    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> handIn(SignedIn person, String id) {
        var lab = open.of(person, id);
        return switch (handIn.handIn(person.id(), lab)) {
            case HandInOutcome.Accepted accepted -> {
                scheduler.nudge();
                yield pages.go(Href.of("submissions", accepted.id()));
            }
            case HandInOutcome.Cooling(Instant _) ->
                pages.go(
                        Href.of("labs", id),
                        new Chrome.Flash(
                                "warning",
                                "Not yet: after failed attempts this lab asks for a wait, and the page says until when."
                                        + " Nothing was handed in; your files are as they were."));
        };
    }
}
