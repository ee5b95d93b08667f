package academy.ascent.platform.account;

import academy.ascent.platform.web.Pages;
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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes an account and signs its owner in. */
@Controller("/sign-up")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_ANONYMOUS)
final class SignUpController {
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,180}\\.[^@\\s\\p{Cntrl}.]{2,}");

    private final Accounts accounts;
    private final SignInController signIn;
    private final Throttle throttle;
    private final Pages pages;

    SignUpController(Accounts accounts, SignInController signIn, Throttle throttle, Pages pages) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.throttle = throttle;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> form(HttpRequest<?> request, @QueryValue(defaultValue = "") String next) {
        var fields = List.of(AccountForms.NAME, AccountForms.EMAIL, AccountForms.NEW_PASSWORD);
        return pages.show(request, AccountForms.signUp(fields, next));
    }

    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> signUp(HttpRequest<?> request, @Body Map<String, String> form) {
        var next = form.getOrDefault("next", "");
        var name = checkName(form.getOrDefault("name", "").strip());
        var email = checkEmail(form.getOrDefault("email", "").strip());
        var password = checkPassword(form.getOrDefault("password", ""));
        var fields = List.of(name, email, password);
        if (fields.stream().anyMatch(field -> field.error().isPresent())) {
            return pages.show(request, AccountForms.signUp(fields, next), HttpStatus.UNPROCESSABLE_ENTITY);
        }
        throttle.attempt(request, email.value());
        return accounts.signUp(email.value(), name.value(), form.getOrDefault("password", ""))
                .<HttpResponse<String>>map(person -> signIn.begin(person, next))
                .orElseGet(() -> {
                    var taken = email.error(
                            "There is an account with this address already. Sign in, or set a new password.");
                    return pages.show(
                            request, AccountForms.signUp(List.of(name, taken, password), next), HttpStatus.CONFLICT);
                });
    }

    static Field checkName(String name) {
        var field = AccountForms.NAME.value(name);
        if (name.isEmpty() || name.length() > 100) {
            return field.error("Write your name, at most 100 characters.");
        }
        return name.chars().anyMatch(Character::isISOControl)
                ? field.error("A name has no control characters.")
                : field;
    }

    private static Field checkEmail(String email) {
        var field = AccountForms.EMAIL.value(email);
        return EMAIL.matcher(email).matches()
                ? field
                : field.error("This is no e-mail address. It should look like you@example.org.");
    }

    static Field checkPassword(String password) {
        if (password.length() < Passwords.SHORTEST) {
            return AccountForms.NEW_PASSWORD.error("Too short: take at least " + Passwords.SHORTEST + " characters.");
        }
        return password.length() > Passwords.LONGEST
                ? AccountForms.NEW_PASSWORD.error("Too long: take at most " + Passwords.LONGEST + " characters.")
                : AccountForms.NEW_PASSWORD;
    }
}
