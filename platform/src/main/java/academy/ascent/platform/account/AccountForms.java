package academy.ascent.platform.account;

import academy.ascent.site.Href;
import academy.ascent.site.account.FormPage;
import academy.ascent.site.web.Field;
import java.util.List;
import java.util.Optional;

/** The forms of this feature, empty or as they were sent. */
final class AccountForms {
    static final Field EMAIL = Field.of("email", "E-mail address", "email", "username");
    static final Field NAME = Field.of("name", "Your name", "text", "name").hint("As it shall stand on a credential.");
    static final Field NEW_PASSWORD = Field.of("password", "Password", "password", "new-password")
            .hint("At least " + Passwords.SHORTEST + " characters; a sentence is fine.");
    static final Field PASSWORD = Field.of("password", "Password", "password", "current-password");

    private AccountForms() {}

    static FormPage signUp(List<Field> fields, String next) {
        return new FormPage(
                "Sign up",
                "One account for every level.",
                Href.of("sign-up"),
                "Make my account",
                fields,
                Optional.empty(),
                next,
                List.of(new FormPage.Alternative("Already here?", "Sign in", carry("sign-in", next))));
    }

    static FormPage signIn(Field email, Optional<String> problem, String next) {
        return new FormPage(
                "Sign in",
                "",
                Href.of("sign-in"),
                "Sign in",
                List.of(email, PASSWORD),
                problem,
                next,
                List.of(
                        new FormPage.Alternative("Forgot your password?", "Set a new one", Href.of("reset")),
                        new FormPage.Alternative("New here?", "Sign up", carry("sign-up", next))));
    }

    static FormPage askReset() {
        return new FormPage(
                "Set a new password",
                "We send you a link to do so. It is good for an hour.",
                Href.of("reset"),
                "Send the link",
                List.of(EMAIL),
                Optional.empty(),
                "",
                List.of(new FormPage.Alternative("Remembered it?", "Sign in", Href.of("sign-in"))));
    }

    static FormPage reset(String token, Field password) {
        return new FormPage(
                "Set a new password",
                "Setting it signs you out everywhere else.",
                Href.of("reset", token),
                "Set it and sign in",
                List.of(password),
                Optional.empty(),
                "",
                List.of());
    }

    private static Href carry(String to, String next) {
        return next.isEmpty() ? Href.of(to) : Href.of(to).with("next", next);
    }
}
