package academy.ascent.platform.account;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.Pages;
import academy.ascent.platform.web.ReturnPath;
import academy.ascent.site.Href;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
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
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Begins and ends sessions. */
@Controller
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_ANONYMOUS)
final class SignInController {
    private final Accounts accounts;
    private final Throttle throttle;
    private final Pages pages;

    SignInController(Accounts accounts, Throttle throttle, Pages pages) {
        this.accounts = accounts;
        this.throttle = throttle;
        this.pages = pages;
    }

    @Get("/sign-in")
    HttpResponse<String> form(HttpRequest<?> request, @QueryValue(defaultValue = "") String next) {
        return pages.show(request, AccountForms.signIn(AccountForms.EMAIL, Optional.empty(), next));
    }

    @Post("/sign-in")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> signIn(HttpRequest<?> request, @Body Map<String, String> form) {
        var email = form.getOrDefault("email", "").strip();
        var next = form.getOrDefault("next", "");
        throttle.attempt(request, email);
        return accounts.check(email, form.getOrDefault("password", ""))
                .<HttpResponse<String>>map(person -> begin(person, next))
                .orElseGet(() -> pages.show(
                        request,
                        AccountForms.signIn(
                                AccountForms.EMAIL.value(email),
                                Optional.of("The address or the password is wrong. Try again, or set a new password."),
                                next),
                        HttpStatus.UNAUTHORIZED));
    }

    @Post("/sign-out")
    @Consumes(MediaType.ALL)
    MutableHttpResponse<String> signOut(HttpRequest<?> request) {
        SessionCookie.token(request).ifPresent(accounts::endSession);
        return pages.go(Href.of()).cookie(pages.cookie(SessionCookie.NAME, "", Duration.ZERO));
    }

    MutableHttpResponse<String> begin(SignedIn person, String next) {
        var token = accounts.beginSession(person);
        return pages.go(ReturnPath.of(next, Href.of("learn")))
                .cookie(pages.cookie(SessionCookie.NAME, token, Accounts.SESSION));
    }
}
