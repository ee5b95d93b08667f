package academy.ascent.platform.account;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.account.AccountPage;
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
import io.micronaut.security.rules.SecurityRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One's own account: name, password, sessions, and what other features add. */
@Controller("/account")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class AccountController {
    private static final Field CURRENT = Field.of("current", "Current password", "password", "current-password");
    private static final Field FRESH = AccountForms.NEW_PASSWORD;

    private final Accounts accounts;
    private final Throttle throttle;
    private final List<AccountSection> sections;
    private final Pages pages;

    AccountController(Accounts accounts, Throttle throttle, List<AccountSection> sections, Pages pages) {
        this.accounts = accounts;
        this.throttle = throttle;
        this.sections = List.copyOf(sections);
        this.pages = pages;
    }

    @Get
    HttpResponse<String> page(HttpRequest<?> request, SignedIn person) {
        return pages.show(request, page(person, AccountForms.NAME.value(person.name()), CURRENT, FRESH));
    }

    @Post("/name")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> rename(HttpRequest<?> request, SignedIn person, @Body Map<String, String> form) {
        var name = SignUpController.checkName(form.getOrDefault("name", "").strip());
        if (name.error().isPresent()) {
            return pages.show(request, page(person, name, CURRENT, FRESH), HttpStatus.UNPROCESSABLE_ENTITY);
        }
        accounts.rename(person, name.value());
        return pages.go(Href.of("account"), new Chrome.Flash("good", "Your name is now " + name.value() + "."));
    }

    @Post("/password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> changePassword(HttpRequest<?> request, SignedIn person, @Body Map<String, String> form) {
        var fresh = SignUpController.checkPassword(form.getOrDefault("password", ""));
        throttle.attempt(request, person.email());
        var known =
                accounts.check(person.email(), form.getOrDefault("current", "")).isPresent();
        if (!known || fresh.error().isPresent()) {
            var current = known
                    ? CURRENT
                    : CURRENT.error("This is not your current password. Your password stays as it was.");
            var page = page(person, AccountForms.NAME.value(person.name()), current, fresh);
            return pages.show(request, page, HttpStatus.UNPROCESSABLE_ENTITY);
        }
        accounts.changePassword(person, form.getOrDefault("password", ""));
        var flash = new Chrome.Flash("good", "Your password was changed, and you were signed out everywhere else.");
        return pages.go(Href.of("account"), flash)
                .cookie(pages.cookie(SessionCookie.NAME, accounts.beginSession(person), Accounts.SESSION));
    }

    @Post("/sign-out-everywhere")
    @Consumes(MediaType.ALL)
    HttpResponse<String> signOutEverywhere(SignedIn person) {
        accounts.endAllSessions(person);
        return pages.go(Href.of("sign-in"), new Chrome.Flash("good", "You were signed out on every device."))
                .cookie(pages.cookie(SessionCookie.NAME, "", Duration.ZERO));
    }

    private AccountPage page(SignedIn person, Field name, Field current, Field fresh) {
        var shown = sections.stream().map(section -> section.section(person)).toList();
        return new AccountPage(
                person.email(), person.role().word(), name, List.of(current, fresh.label("New password")), shown);
    }
}
