package academy.ascent.platform.account;

import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.web.MessagePage;
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

/** Sets a new password by a link that was sent by mail. */
@Controller("/reset")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_ANONYMOUS)
final class ResetController {
    private final Accounts accounts;
    private final SignInController signIn;
    private final Throttle throttle;
    private final Pages pages;

    ResetController(Accounts accounts, SignInController signIn, Throttle throttle, Pages pages) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.throttle = throttle;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> form(HttpRequest<?> request) {
        return pages.show(request, AccountForms.askReset());
    }

    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> ask(HttpRequest<?> request, @Body Map<String, String> form) {
        var email = form.getOrDefault("email", "").strip();
        throttle.attempt(request, "reset " + email);
        accounts.sendReset(email);
        return pages.go(
                Href.of("sign-in"),
                new Chrome.Flash("good", "If there is an account with that address, a link is on its way to it."));
    }

    @Get("/{token}")
    HttpResponse<String> choose(HttpRequest<?> request, String token) {
        return accounts.canReset(token)
                ? pages.show(request, AccountForms.reset(token, AccountForms.NEW_PASSWORD))
                : expired(request);
    }

    @Post("/{token}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> set(HttpRequest<?> request, String token, @Body Map<String, String> form) {
        var password = form.getOrDefault("password", "");
        var checked = SignUpController.checkPassword(password);
        if (checked.error().isPresent()) {
            return pages.show(request, AccountForms.reset(token, checked), HttpStatus.UNPROCESSABLE_ENTITY);
        }
        return accounts.reset(token, password)
                .<HttpResponse<String>>map(person -> signIn.begin(person, ""))
                .orElseGet(() -> expired(request));
    }

    private HttpResponse<String> expired(HttpRequest<?> request) {
        var page = new MessagePage(
                "This link is used up",
                "410",
                "A link to set a password works once, within an hour. Ask for a new one.",
                Optional.of(new MessagePage.Action("Send a new link", Href.of("reset"))));
        return pages.show(request, page, HttpStatus.GONE);
    }
}
