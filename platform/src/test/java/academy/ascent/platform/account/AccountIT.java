package academy.ascent.platform.account;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.PlatformUnderTest;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class AccountIT {
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
    void signsUpOutAndInAgain() {
        var browser = platform.browser().signUp("Mira", "mira@example.org");
        assertThat(browser.get("/sign-in").body()).contains("Mira").contains("Sign out");

        browser.post("/sign-out", Map.of());
        assertThat(browser.get("/sign-in").body()).doesNotContain("Sign out");

        browser.signIn("MIRA@example.org");
        assertThat(browser.get("/sign-in").body()).contains("Mira");
    }

    @Test
    void aWrongPasswordIsRefusedAndWhatWasTypedStays() {
        platform.browser().signUp("Noor", "noor@example.org");
        var browser = platform.browser();
        browser.get("/sign-in");

        var answer = browser.post("/sign-in", Map.of("email", "noor@example.org", "password", "not this one"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .contains("The address or the password is wrong")
                .contains("noor@example.org");
        assertThat(browser.cookie("session")).isEmpty();
    }

    @Test
    void aTakenAddressIsRefusedAndNothingTypedIsLost() {
        platform.browser().signUp("Ola", "ola@example.org");
        var browser = platform.browser();
        browser.get("/sign-up");

        var answer = browser.post(
                "/sign-up", Map.of("name", "Other Ola", "email", "Ola@Example.org", "password", "long enough for us"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("There is an account with this address already")
                .contains("Other Ola");
    }

    @Test
    void aPasswordIsResetByTheLinkInTheOutboxOnce() {
        var old = platform.browser().signUp("Pia", "pia@example.org");
        var browser = platform.browser();
        browser.get("/reset");
        browser.post("/reset", Map.of("email", "pia@example.org"));
        var outbox = browser.get("/outbox").body();
        var link = Pattern.compile("href=\"http://[^/]+(/reset/[^\"]+)\"").matcher(outbox);
        assertThat(link.find()).isTrue();

        browser.get(link.group(1));
        var answer = browser.post(link.group(1), Map.of("password", "a brand new sentence"));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(browser.cookie("session")).isPresent();

        assertThat(old.get("/sign-in").body()).as("other sessions ended").doesNotContain("Sign out");
        assertThat(browser.get(link.group(1)).statusCode()).isEqualTo(410);
        assertThat(browser.post(link.group(1), Map.of("password", "yet another sentence"))
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        var browser = platform.browser();
        browser.get("/sign-up");

        var answer = browser.postWithoutToken(
                "/sign-up", Map.of("name", "Q", "email", "q@example.org", "password", "correct horse battery"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("This form has expired");
    }

    @Test
    void aTokenOfAnotherSessionIsRefused() {
        var one = platform.browser().signUp("Rui", "rui@example.org");
        var page = one.get("/sign-in").body();
        var token = Pattern.compile("name=\"csrfToken\" value=\"([^\"]+)\"").matcher(page);
        assertThat(token.find()).isTrue();
        var other = platform.browser().signUp("Sam", "sam@example.org");

        assertThat(other.postWithoutToken("/sign-out", Map.of("csrfToken", token.group(1)))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void guessingIsSlowedDown() {
        platform.browser().signUp("Tom", "tom@example.org");
        var browser = platform.browser();
        browser.get("/sign-in");
        var status = 0;
        for (var i = 0; i < 12; i++) {
            status = browser.post("/sign-in", Map.of("email", "tom@example.org", "password", "guess number " + i))
                    .statusCode();
        }
        assertThat(status).isEqualTo(429);
    }

    @Test
    void aReturnAddressNeverLeavesTheSite() {
        platform.browser().signUp("Uma", "uma@example.org");
        var browser = platform.browser();
        browser.get("/sign-in");

        var answer = browser.post(
                "/sign-in",
                Map.of("email", "uma@example.org", "password", "correct horse battery", "next", "//evil.example"));

        assertThat(answer.headers().firstValue("location")).contains("/learn");
    }
}
