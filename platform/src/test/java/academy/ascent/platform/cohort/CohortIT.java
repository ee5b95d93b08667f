package academy.ascent.platform.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.Browser;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class CohortIT {
    private static final Pattern LINK = Pattern.compile("value=\"[^\"]*(/join/[A-Za-z0-9_-]{43})\"");
    private static PlatformUnderTest platform;
    private static SignedIn ida;
    private static Browser instructor;

    @BeforeAll
    static void start() {
        platform = PlatformUnderTest.start();
        ida = create("Ida", Role.INSTRUCTOR);
        instructor = platform.browser().signIn(ida.email());
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void aStrangerFollowsALinkSignsUpJoinsAndIsSeen() {
        var id = makeCohort("Autumn");
        var link = makeLink(id, "");
        var learner = platform.browser();

        assertThat(learner.get(link).body())
                .contains("Join Autumn", "taught by Ida", "does not pay for the level", "next=%2Fjoin%2F");
        learner.get("/sign-up?next=" + link);
        var signedUp = learner.post(
                "/sign-up",
                Map.of("name", "Lea", "email", "lea@example.org", "password", "correct horse battery", "next", link));
        assertThat(signedUp.headers().firstValue("location")).contains(link);
        assertThat(learner.get(link).body()).contains("Join this cohort", "/pricing");
        assertThat(learner.post(link, Map.of()).statusCode()).isEqualTo(303);
        assertThat(learner.get(link).body()).contains("You are in Autumn").doesNotContain("Join this cohort");

        assertThat(learner.post(link, Map.of()).statusCode()).isEqualTo(303);
        assertThat(learner.get("/account").body()).contains("Autumn", "taught by Ida");
        assertThat(instructor.get("/cohorts/" + id + "/manage").body())
                .contains("lea@example.org", "Members (1)", "1 joined by it");

        learner.get("/account");
        learner.post("/cohorts/" + id + "/leave", Map.of());
        assertThat(learner.get("/account").body())
                .contains("You left the cohort")
                .doesNotContain("Autumn");
        assertThat(instructor.get("/cohorts/" + id).body()).contains("Nobody has joined yet");
    }

    @Test
    void aFullLinkSaysSoAndANewOneLetsIn() {
        var id = makeCohort("Small");
        var link = makeLink(id, "1");
        join("Fay", link);
        var late = learner("Lou");

        var answer = late.get(link);
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains("Every place is taken", "Ask Ida");
        assertThat(late.post(link, Map.of()).statusCode()).isEqualTo(410);

        late.get("/account");
        assertThat(late.post(makeLink(id, ""), Map.of()).statusCode()).isEqualTo(303);
    }

    @Test
    void theLastPlaceIsGivenOnce() {
        var cohort = platform.bean(Cohorts.class).taughtBy(ida, makeCohort("Race"));
        var invitations = platform.bean(Invitations.class);
        var token = invitations.invite(ida, cohort, Duration.ofDays(1), 3);
        var people = IntStream.range(0, 8)
                .mapToObj(i -> create("Racer" + i, Role.LEARNER))
                .toList();

        var joinings = people.stream()
                .map(person -> CompletableFuture.supplyAsync(() -> invitations.join(token, person)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(joinings).filteredOn(Joining.Member.class::isInstance).hasSize(3);
        assertThat(platform.bean(Cohorts.class).members(cohort)).hasSize(3);
    }

    @Test
    void revokedReplacedExpiredAndUnknownLinksSayWhatToDo() {
        var id = makeCohort("Links");
        var cohort = platform.bean(Cohorts.class).taughtBy(ida, id);
        var learner = learner("Vera");
        var replaced = makeLink(id, "");
        var revoked = makeLink(id, "");

        assertThat(learner.get(replaced).body()).contains("This link was taken back");
        instructor.get("/cohorts/" + id + "/manage");
        instructor.post("/cohorts/" + id + "/invitation/revoke", Map.of());
        assertThat(learner.get(revoked).body()).contains("This link was taken back", "Ask Ida for the current one");

        var expired = platform.bean(Invitations.class).invite(ida, cohort, Duration.ofSeconds(-1), null);
        assertThat(learner.get("/join/" + expired).body()).contains("This link has expired");
        assertThat(instructor.get("/cohorts/" + id + "/manage").body()).contains("The link no longer works");

        var unknown = learner.get("/join/nothing");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("This is no invitation");
    }

    @Test
    void whoWasRemovedComesBackByANewLinkOrWhenLetBackOnly() {
        var id = makeCohort("Removal");
        var link = makeLink(id, "");
        var rob = join("Rob", link);
        var account = member(id, "rob@example.org");
        instructor.get("/cohorts/" + id + "/manage");

        instructor.post("/cohorts/" + id + "/members/" + account + "/remove", Map.of());
        assertThat(instructor.get("/cohorts/" + id + "/manage").body()).contains("Let back in", "Members (0)");
        assertThat(rob.get(link).body()).contains("This link does not let you in");
        assertThat(rob.post(link, Map.of()).statusCode()).isEqualTo(410);

        instructor.post("/cohorts/" + id + "/members/" + account + "/let-back", Map.of());
        assertThat(rob.get(link).body()).contains("You are in Removal");

        instructor.post("/cohorts/" + id + "/members/" + account + "/remove", Map.of());
        rob.get("/account");
        assertThat(rob.post(makeLink(id, ""), Map.of()).statusCode()).isEqualTo(303);
    }

    @Test
    void anArchivedCohortLetsNobodyInUntilItIsBroughtBack() {
        var id = makeCohort("Old");
        var link = makeLink(id, "");
        var learner = learner("Olga");

        instructor.get("/cohorts/" + id + "/manage");
        instructor.post("/cohorts/" + id + "/archive", Map.of());
        assertThat(learner.get(link).body()).contains("This cohort is over");
        assertThat(instructor.get("/cohorts/" + id).body()).contains("Bring it back");
        assertThat(instructor.post("/cohorts/" + id + "/invitation", Map.of()).statusCode())
                .isEqualTo(400);

        instructor.post("/cohorts/" + id + "/restore", Map.of());
        assertThat(learner.get(link).body()).contains("Join Old");
        assertThat(instructor.get(link).body()).contains("You teach this cohort");
    }

    @Test
    void instructorsSeeTheirOwnCohortsAndAdministratorsAll() {
        var id = makeCohort("Mine alone");
        create("Ira", Role.INSTRUCTOR);
        create("Abe", Role.ADMIN);
        var other = platform.browser().signIn("ira@example.org");
        var admin = platform.browser().signIn("abe@example.org");

        assertThat(other.get("/cohorts").body()).doesNotContain("Mine alone");
        for (var path : new String[] {"", "/manage", "/results.csv"}) {
            assertThat(other.get("/cohorts/" + id + path).statusCode()).isEqualTo(404);
        }
        for (var path : new String[] {"/manage", "/archive", "/restore", "/invitation", "/invitation/revoke"}) {
            assertThat(other.post("/cohorts/" + id + path, Map.of()).statusCode())
                    .isEqualTo(404);
        }
        assertThat(admin.get("/cohorts").body()).contains("Mine alone");
        assertThat(admin.get("/cohorts/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void everyPrivilegedActionIsWrittenDown() {
        var id = makeCohort("Audited");
        var link = makeLink(id, "4");
        join("Aud", link);
        var account = member(id, "aud@example.org");
        instructor.get("/cohorts/" + id + "/manage");
        instructor.post("/cohorts/" + id + "/manage", Map.of("name", "Audited twice", "startsOn", "2027-01-01"));
        instructor.post("/cohorts/" + id + "/members/" + account + "/remove", Map.of());
        instructor.post("/cohorts/" + id + "/members/" + account + "/let-back", Map.of());
        instructor.post("/cohorts/" + id + "/invitation/revoke", Map.of());
        instructor.get("/cohorts/" + id + "/results.csv");
        instructor.post("/cohorts/" + id + "/archive", Map.of());
        instructor.post("/cohorts/" + id + "/restore", Map.of());

        var entries = platform.bean(AuditLog.class).of("cohort/" + id);
        assertThat(entries).extracting(AuditLog.Entry::actor).containsOnly(ida.id());
        assertThat(entries)
                .extracting(AuditLog.Entry::action)
                .containsExactly(
                        "cohort.create",
                        "cohort.invite",
                        "cohort.change",
                        "cohort.remove-member",
                        "cohort.let-back",
                        "cohort.revoke-invitation",
                        "cohort.export",
                        "cohort.archive",
                        "cohort.restore");
    }

    @Test
    void aWrongFormIsRefusedAndNothingTypedIsLost() {
        instructor.get("/cohorts/new");

        var answer = instructor.post(
                "/cohorts",
                Map.of("name", "Kept name", "level", "1", "startsOn", "2027-05-01", "endsOn", "2027-04-01"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("The last day is before the first one", "Kept name", "2027-05-01");
        assertThat(instructor
                        .post("/cohorts", Map.of("name", " ", "startsOn", "soon"))
                        .body())
                .contains("Give it a name", "Write a day such as");

        var id = makeCohort("Places");
        instructor.get("/cohorts/" + id + "/manage");
        assertThat(instructor
                        .post("/cohorts/" + id + "/invitation", Map.of("places", "many"))
                        .body())
                .contains("Write a number from 1 to 10000");
    }

    private static long makeCohort(String name) {
        instructor.get("/cohorts/new");
        var form = new HashMap<>(
                Map.of("name", name, "level", "1", "startsOn", LocalDate.now().toString()));
        form.put("endsOn", "");
        var location = instructor
                .post("/cohorts", form)
                .headers()
                .firstValue("location")
                .orElseThrow();
        return Long.parseLong(location.split("/")[2]);
    }

    private static String makeLink(long id, String places) {
        instructor.get("/cohorts/" + id + "/manage");
        var body = instructor
                .post("/cohorts/" + id + "/invitation", Map.of("days", "7", "places", places))
                .body();
        var matcher = LINK.matcher(body);
        assertThat(matcher.find()).as(body).isTrue();
        return matcher.group(1);
    }

    private static Browser learner(String name) {
        var browser = platform.browser().signUp(name, name.toLowerCase(Locale.ROOT) + "@example.org");
        browser.get("/account");
        return browser;
    }

    private static Browser join(String name, String link) {
        var browser = learner(name);
        assertThat(browser.post(link, Map.of()).statusCode()).isEqualTo(303);
        return browser;
    }

    private static long member(long cohort, String email) {
        var cohorts = platform.bean(Cohorts.class);
        return cohorts.members(cohorts.taughtBy(ida, cohort)).stream()
                .filter(member -> member.email().equals(email))
                .findFirst()
                .orElseThrow()
                .accountId();
    }

    private static SignedIn create(String name, Role role) {
        return platform.bean(Accounts.class)
                .createPrivileged(name.toLowerCase(Locale.ROOT) + "@example.org", name, "correct horse battery", role);
    }
}
