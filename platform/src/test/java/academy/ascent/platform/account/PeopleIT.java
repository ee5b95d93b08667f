package academy.ascent.platform.account;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.Browser;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PeopleIT {
    private static PlatformUnderTest platform;
    private static SignedIn admin;
    private static Browser browser;

    @BeforeAll
    static void start() {
        platform = PlatformUnderTest.start();
        admin = create("Ada", Role.ADMIN);
        browser = platform.browser().signIn(admin.email());
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void findsByAPartOfTheAddressOrTheName() {
        create("Wilma", Role.LEARNER);
        create("Percy", Role.LEARNER);

        assertThat(browser.get("/admin/people?q=WILM").body())
                .contains("wilma@example.org")
                .doesNotContain("percy@");
        assertThat(browser.get("/admin/people?q=ercy").body()).contains("Percy").doesNotContain("Wilma");
        assertThat(browser.get("/admin/people?q=%25").body()).contains("Nobody fits");
    }

    @Test
    void showsFiftyToAPageAndLeadsOn() {
        for (var i = 0; i < 120; i++) {
            platform.bean(AccountRepository.class)
                    .save(new Account(
                            null,
                            "crowd%03d@example.org".formatted(i),
                            "Crowd %03d".formatted(i),
                            "-",
                            Role.LEARNER,
                            java.time.Instant.now()));
        }

        assertThat(browser.get("/admin/people?q=crowd&page=2").body())
                .contains("crowd050@", "crowd099@", "Page 2 of 3", "q=crowd&amp;page=3")
                .doesNotContain("crowd049@", "crowd100@");
        assertThat(browser.get("/admin/people?q=crowd&page=99").body()).contains("Page 3 of 3");
    }

    @Test
    void givesARoleAndWritesItDown() {
        var learner = create("Ines", Role.LEARNER);
        browser.get("/admin/people");

        browser.post("/admin/people/" + learner.id() + "/role", Map.of("role", "INSTRUCTOR"));

        assertThat(browser.get("/admin/people?q=ines").body()).contains("value=\"INSTRUCTOR\" selected");
        assertThat(platform.bean(AuditLog.class).of("account/" + learner.id())).anySatisfy(entry -> {
            assertThat(entry.actor()).isEqualTo(admin.id());
            assertThat(entry.action()).isEqualTo("account.role");
            assertThat(entry.detail()).isEqualTo("from learner to instructor");
        });
    }

    @Test
    void nobodyTakesTheirOwnRoleAway() {
        browser.get("/admin/people");

        browser.post("/admin/people/" + admin.id() + "/role", Map.of("role", "LEARNER"));

        assertThat(browser.get("/admin/people").body()).contains("cannot take your own role away");
    }

    @Test
    void twoAdministratorsWhoDemoteEachOtherAtOnceLeaveOne() {
        var people = platform.bean(People.class);
        for (var round = 0; round < 10; round++) {
            var other = create("Other" + round, Role.ADMIN);
            Stream.of(
                            CompletableFuture.runAsync(() -> people.setRole(admin, other.id(), Role.LEARNER)),
                            CompletableFuture.runAsync(() -> people.setRole(other, admin.id(), Role.LEARNER)))
                    .toList()
                    .forEach(CompletableFuture::join);

            var left = Stream.of(admin, other)
                    .map(person -> platform.bean(AccountRepository.class)
                            .findById(person.id())
                            .orElseThrow()
                            .role())
                    .filter(Role.ADMIN::equals);
            assertThat(left).hasSize(1);
            platform.bean(AccountRepository.class).setRole(other.id(), "LEARNER");
            platform.bean(AccountRepository.class).setRole(admin.id(), "ADMIN");
        }
    }

    private static SignedIn create(String name, Role role) {
        return platform.bean(Accounts.class)
                .createPrivileged(
                        name.toLowerCase(java.util.Locale.ROOT) + "@example.org", name, "correct horse battery", role);
    }
}
