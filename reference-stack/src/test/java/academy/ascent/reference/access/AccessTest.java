package academy.ascent.reference.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.access.Admission.Admitted;
import academy.ascent.reference.access.Admission.Exceeded;
import academy.ascent.reference.access.Admission.Forbidden;
import academy.ascent.reference.access.Admission.Unknown;
import academy.ascent.reference.config.AccessConfig;
import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.Source;
import academy.ascent.reference.config.TenantConfig;
import academy.ascent.reference.config.TenantConfig.Quota;
import academy.ascent.reference.config.TenantConfig.Rate;
import academy.ascent.reference.config.TenantConfig.Role;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Exposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
    private static final String KEY = "a key of acme, long enough";
    /** As {@code printf %s KEY | sha256sum} says. */
    private static final String HASH = "b6df14f43098d0dc09600bb7f0985df656ddee438194cce877597e8fcf1ade88";

    private static final String BEARER = "Bearer " + KEY;
    private static final Optional<Rate> ANY_RATE = Optional.empty();
    private static final Optional<Quota> ANY_QUOTA = Optional.empty();

    private static final Source DECLARED = new Source(Path.of("serving.yaml"), 7, Map.of());

    private Instant now = Instant.parse("2026-02-28T23:59:57.250Z");
    private long nanos;
    private final Map<String, String> variables = Map.of("ACME_KEY", KEY, "OTHER_KEY", "another key, long enough");
    private final ByteArrayOutputStream events = new ByteArrayOutputStream();
    private final EventLog log = new EventLog(new PrintStream(events), () -> now);

    @Test
    void admitsWhoSendsAKeyInEitherHeader() {
        Visitor visitor = access(tenant("acme")).visitor();

        assertThat(visitor.admit(BEARER, null, false)).isEqualTo(new Admitted("acme"));
        assertThat(visitor.admit("bearer  " + KEY + " ", null, false)).isEqualTo(new Admitted("acme"));
        assertThat(visitor.admit(null, KEY, false)).isEqualTo(new Admitted("acme"));
        assertThat(visitor.admit("Basic eDp5", KEY, false)).isEqualTo(new Admitted("acme"));
    }

    @Test
    void admitsByAKeyOfWhichOnlyTheHashIsDeclared() {
        TenantConfig tenant =
                new TenantConfig("acme", List.of(HASH), List.of(), Role.USER, ANY_RATE, ANY_QUOTA, DECLARED);

        assertThat(access(tenant).visitor().admit(BEARER, null, false)).isEqualTo(new Admitted("acme"));
    }

    @Test
    void turnsAwayWhoSendsNoKeyOrAWrongOneEvenAfterARightOne() {
        Visitor visitor = access(tenant("acme")).visitor();

        assertThat(visitor.admit(BEARER, null, false)).isInstanceOf(Admitted.class);
        assertThat(visitor.admit(null, null, false))
                .isInstanceOfSatisfying(
                        Unknown.class, refused -> assertThat(refused.message()).startsWith("this server needs a key"));
        for (String wrong : List.of("Bearer", "Bearer ", BEARER + "x", "Bearer x" + KEY.substring(1), KEY, "")) {
            assertThat(visitor.admit(wrong, null, false)).as(wrong).isInstanceOf(Unknown.class);
        }
    }

    @Test
    void letsOnlyAnAdministratorChangeWhatIsServed() {
        Access access = access(tenant("acme"), tenant("other", Role.ADMIN, ANY_RATE, ANY_QUOTA, List.of("OTHER_KEY")));

        assertThat(access.visitor().admit(BEARER, null, true)).isInstanceOf(Forbidden.class);
        assertThat(access.visitor().admit(null, variables.get("OTHER_KEY"), true))
                .isEqualTo(new Admitted("other"));
    }

    @Test
    void letsABurstInAndThenSaysExactlyWhenTheNextMayCome() {
        Visitor visitor = access(rated(new Rate(2, 3))).visitor();

        for (int i = 0; i < 3; i++) {
            assertThat(visitor.admit(BEARER, null, false)).isInstanceOf(Admitted.class);
        }
        nanos += Duration.ofMillis(100).toNanos();
        Admission refused = visitor.admit(BEARER, null, false);
        assertThat(refused)
                .isInstanceOfSatisfying(
                        Exceeded.class,
                        exceeded -> assertThat(exceeded.retryAfter()).isEqualTo(Duration.ofMillis(400)));
        nanos += Duration.ofMillis(400).toNanos();
        assertThat(visitor.admit(BEARER, null, false)).isInstanceOf(Admitted.class);
        assertThat(visitor.admit(BEARER, null, false)).isInstanceOf(Exceeded.class);
    }

    @Test
    void holdsTheRateOverATimeWithoutGivingMoreOrLess() {
        Visitor visitor = access(rated(new Rate(50, 1))).visitor();

        int admitted = 0;
        for (int i = 0; i < 10_000; i++) {
            nanos += Duration.ofMillis(1).toNanos();
            admitted += visitor.admit(BEARER, null, false) instanceof Admitted ? 1 : 0;
        }
        assertThat(admitted).isBetween(499, 501);
    }

    @Test
    void givesADailyQuotaAnewAtMidnightUtc() {
        Visitor visitor = access(limited(new Quota(2, Quota.Window.DAY))).visitor();

        assertThat(visitor.admit(BEARER, null, false)).isInstanceOf(Admitted.class);
        assertThat(visitor.admit(BEARER, null, false)).isInstanceOf(Admitted.class);
        assertThat(visitor.admit(BEARER, null, false)).isInstanceOfSatisfying(Exceeded.class, refused -> {
            assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(2750));
            assertThat(refused.message()).contains("its quota of 2 requests; it begins anew at 2026-03-01T00:00:00Z");
        });
        now = Instant.parse("2026-03-01T00:00:00Z");
        assertThat(visitor.admit(BEARER, null, false)).isInstanceOf(Admitted.class);
    }

    @Test
    void givesAMonthlyQuotaAnewOnTheFirst() {
        now = Instant.parse("2026-02-10T00:00:00Z");
        Visitor visitor = access(limited(new Quota(1, Quota.Window.MONTH))).visitor();

        assertThat(visitor.admit(BEARER, null, false)).isInstanceOf(Admitted.class);
        now = Instant.parse("2026-02-28T00:00:00Z");
        assertThat(visitor.admit(BEARER, null, false))
                .isInstanceOfSatisfying(
                        Exceeded.class,
                        refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofDays(1)));
        now = Instant.parse("2026-03-01T00:00:00Z");
        assertThat(visitor.admit(BEARER, null, false)).isInstanceOf(Admitted.class);
    }

    @Test
    void givesNoMoreThanTheQuotaToManyAtOnce() throws InterruptedException {
        Access access = access(limited(new Quota(1000, Quota.Window.DAY)));
        AtomicInteger admitted = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                Visitor visitor = access.visitor();
                for (int request = 0; request < 500; request++) {
                    if (visitor.admit(BEARER, null, false) instanceof Admitted) {
                        admitted.incrementAndGet();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(admitted).hasValue(1000);
    }

    @Test
    void goesOnWithWhatWasUsedAfterARestart(@TempDir Path folder) {
        TenantConfig tenant = limited(new Quota(3, Quota.Window.DAY));
        Path state = folder.resolve("deep/state");
        try (Access access = access(Optional.of(state), tenant)) {
            access.visitor().admit(BEARER, null, false);
            access.visitor().admit(BEARER, null, false);
        }
        try (Access access = access(Optional.of(state), tenant)) {
            assertThat(access.visitor().admit(BEARER, null, false)).isInstanceOf(Admitted.class);
            assertThat(access.visitor().admit(BEARER, null, false)).isInstanceOf(Exceeded.class);
        }
        now = now.plus(Duration.ofDays(1));
        try (Access access = access(Optional.of(state), tenant)) {
            assertThat(access.visitor().admit(BEARER, null, false)).isInstanceOf(Admitted.class);
        }
    }

    @Test
    void refusesAStateThatSomebodySpoiled(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("quotas"), "acme 2026-02-28 many\n");

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> access(Optional.of(folder), limited(new Quota(3, Quota.Window.DAY))))
                .withMessageContaining("the line \"acme 2026-02-28 many\"; delete the file to begin anew");
    }

    @Test
    void goesOnWhenTheStateCannotBeWrittenAndSaysSoOnce(@TempDir Path folder) throws IOException {
        Access access = access(Optional.of(folder), limited(new Quota(9, Quota.Window.DAY)));
        // No file can be written under a name that a folder with content has.
        Files.createDirectories(folder.resolve("quotas.next/full"));
        assertThat(access.visitor().admit(BEARER, null, false)).isInstanceOf(Admitted.class);
        access.close();
        access.close();

        assertThat(access.visitor().admit(BEARER, null, false)).isInstanceOf(Admitted.class);
        assertThat(events.toString()).containsOnlyOnce("quotas-not-saved");
        assertThat(page(access)).contains("ascent_quota_state_failing 1");
    }

    @Test
    void keepsWhatWasUsedAndTurnsAwayAKeyThatIsGoneWhenTheDeclarationChanges() {
        Access access = access(limited(new Quota(3, Quota.Window.DAY)));
        Visitor visitor = access.visitor();
        visitor.admit(BEARER, null, false);
        visitor.admit(BEARER, null, false);

        access.change(config(Optional.empty(), limited(new Quota(2, Quota.Window.DAY))))
                .run();
        assertThat(visitor.admit(BEARER, null, false)).isInstanceOf(Exceeded.class);
        access.change(config(Optional.empty(), tenant("acme", Role.USER, ANY_RATE, ANY_QUOTA, List.of("OTHER_KEY"))))
                .run();
        assertThat(visitor.admit(BEARER, null, false)).isInstanceOf(Unknown.class);
        assertThat(visitor.admit(null, variables.get("OTHER_KEY"), false)).isEqualTo(new Admitted("acme"));
        assertThat(page(access)).contains("ascent_tenant_requests_total{tenant=\"acme\",outcome=\"admitted\"} 3");
    }

    @Test
    void forgetsNothingThatIsUsedBeforeAnotherDeclarationTakesEffect() {
        for (int requests : new int[] {3, 4}) {
            Access access = access(limited(new Quota(3, Quota.Window.DAY)));
            Visitor visitor = access.visitor();
            visitor.admit(BEARER, null, false);
            Runnable change = access.change(config(Optional.empty(), limited(new Quota(requests, Quota.Window.DAY))));
            visitor.admit(BEARER, null, false);
            visitor.admit(BEARER, null, false);
            change.run();

            for (int left = requests - 3; left > 0; left--) {
                assertThat(visitor.admit(BEARER, null, false)).isInstanceOf(Admitted.class);
            }
            assertThat(visitor.admit(BEARER, null, false)).isInstanceOf(Exceeded.class);
        }
    }

    @Test
    void opensAnAddressWithAllBelowItAndNothingBeside() {
        Access access = access(tenant("acme"));

        assertThat(access.isOpen("/metrics")).isTrue();
        assertThat(access.isOpen("/metrics/x")).isTrue();
        assertThat(access.isOpen("/metricsx")).isFalse();
        assertThat(access.isOpen("/metric")).isFalse();
        assertThat(access.isOpen("/metrics%2fx")).isFalse();
    }

    @Test
    void refusesAKeyThatIsMissingShortOrDeclaredTwice() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> access(tenant("acme", Role.USER, ANY_RATE, ANY_QUOTA, List.of("NO_KEY"))))
                .withMessageContaining("line 7: the environment variable NO_KEY must hold a key of at least 16");
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> access(tenant("acme"), tenant("twin")))
                .withMessageContaining("this key is declared twice");
    }

    @Test
    void tellsWhatCameOfRequestsByTenant() {
        Access access = access(tenant(
                "acme",
                Role.USER,
                Optional.of(new Rate(1, 2)),
                Optional.of(new Quota(1, Quota.Window.DAY)),
                List.of("ACME_KEY")));
        for (int i = 0; i < 3; i++) {
            access.visitor().admit(BEARER, null, false);
        }
        access.visitor().admit(null, null, false);

        assertThat(page(access))
                .contains(
                        "ascent_tenant_requests_total{tenant=\"acme\",outcome=\"admitted\"} 1",
                        "ascent_tenant_requests_total{tenant=\"acme\",outcome=\"over_rate\"} 1",
                        "ascent_tenant_requests_total{tenant=\"acme\",outcome=\"over_quota\"} 1",
                        "ascent_tenant_quota_remaining{tenant=\"acme\"} 0",
                        "ascent_unknown_key_requests_total 1");
    }

    private static List<String> page(Access access) {
        Exposition page = new Exposition();
        access.write(page);
        return page.toString().lines().toList();
    }

    private Access access(TenantConfig... tenants) {
        return access(Optional.empty(), tenants);
    }

    private Access access(Optional<Path> state, TenantConfig... tenants) {
        return new Access(config(state, tenants), variables, new Clocks(() -> now, () -> nanos), log);
    }

    private static AccessConfig config(Optional<Path> state, TenantConfig... tenants) {
        return new AccessConfig(List.of(tenants), List.of("/metrics"), state);
    }

    private static TenantConfig tenant(String name) {
        return tenant(name, Role.USER, ANY_RATE, ANY_QUOTA, List.of("ACME_KEY"));
    }

    private static TenantConfig rated(Rate rate) {
        return tenant("acme", Role.USER, Optional.of(rate), ANY_QUOTA, List.of("ACME_KEY"));
    }

    private static TenantConfig limited(Quota quota) {
        return tenant("acme", Role.USER, ANY_RATE, Optional.of(quota), List.of("ACME_KEY"));
    }

    private static TenantConfig tenant(
            String name, Role role, Optional<Rate> rate, Optional<Quota> quota, List<String> variables) {
        return new TenantConfig(name, List.of(), variables, role, rate, quota, DECLARED);
    }
}
