package academy.ascent.platform.mail;

import academy.ascent.platform.web.Pages;
import academy.ascent.site.mail.OutboxPage;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/** The outbox in the browser: only there where the platform answers this machine alone. */
@Controller("/outbox")
@Requires(property = "ascent.production", notEquals = "true")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_ANONYMOUS)
final class OutboxController {
    private final OutboxMails mails;
    private final Pages pages;

    OutboxController(OutboxMails mails, Pages pages) {
        this.mails = mails;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> list(HttpRequest<?> request) {
        var shown = mails.findTop50OrderByIdDesc().stream()
                .map(mail -> new OutboxPage.Mail(
                        mail.recipient(), mail.subject(), mail.text(), mail.createdAt(), state(mail)))
                .toList();
        return pages.show(request, new OutboxPage(shown));
    }

    private static String state(OutboxMail mail) {
        if (mail.sentAt() != null) {
            return "sent";
        }
        return mail.problem().isEmpty() ? "kept here" : "not sent yet, " + mail.tries() + " tries: " + mail.problem();
    }
}
