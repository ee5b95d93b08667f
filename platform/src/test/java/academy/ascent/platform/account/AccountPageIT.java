package academy.ascent.platform.account;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.PlatformUnderTest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class AccountPageIT {
    private static final String PASSWORD = "correct horse battery";
    private static PlatformUnderTest platform;

    @BeforeAll
    static void start() {
        platform = PlatformUnderTest.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void aNewNameIsShownFromThenOn() {
        var browser = platform.browser().signUp("Mira", "mira@example.org");
        browser.get("/account");

        assertThat(browser.post("/account/name", Map.of("name", "Mira <b>Sol</b>"))
                        .statusCode())
                .isEqualTo(303);

        assertThat(browser.get("/account").body())
                .contains("Mira &lt;b>Sol&lt;/b>")
                .contains("Learner")
                .contains("mira@example.org")
                .contains("/account/orders");
    }

    @Test
    void anEmptyNameIsRefusedAndTheOldOneStays() {
        var browser = platform.browser().signUp("Noor", "noor@example.org");
        browser.get("/account");

        var answer = browser.post("/account/name", Map.of("name", " "));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Write your name");
        assertThat(browser.get("/account").body()).contains("value=\"Noor\"");
    }

    @Test
    void aPasswordIsChangedWithTheCurrentOneOnlyAndOtherSessionsEnd() {
        var browser = platform.browser().signUp("Ola", "ola@example.org");
        var elsewhere = platform.browser().signIn("ola@example.org");
        browser.get("/account");

        var guessed = browser.post(
                "/account/password", Map.of("current", "not this one", "password", "a longer new sentence"));
        assertThat(guessed.statusCode()).isEqualTo(422);
        assertThat(guessed.body()).contains("not your current password");

        var shortOne = browser.post("/account/password", Map.of("current", PASSWORD, "password", "short"));
        assertThat(shortOne.body()).contains("Too short");

        assertThat(browser.post("/account/password", Map.of("current", PASSWORD, "password", "a longer new sentence"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
        assertThat(elsewhere.get("/account").statusCode()).isEqualTo(303);

        var again = platform.browser();
        again.get("/sign-in");
        assertThat(again.post("/sign-in", Map.of("email", "ola@example.org", "password", "a longer new sentence"))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void signingOutEverywhereEndsEverySession() {
        var browser = platform.browser().signUp("Pia", "pia@example.org");
        var elsewhere = platform.browser().signIn("pia@example.org");
        browser.get("/account");

        browser.post("/account/sign-out-everywhere", Map.of());

        assertThat(browser.get("/account").statusCode()).isEqualTo(303);
        assertThat(elsewhere.get("/account").statusCode()).isEqualTo(303);
    }
}
