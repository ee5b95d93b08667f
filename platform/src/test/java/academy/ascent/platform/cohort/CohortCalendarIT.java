package academy.ascent.platform.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.Classroom;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.identity.Role;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CohortCalendarIT {
    private static final Instant NOON = Instant.parse("2031-03-01T12:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2031-03-02T00:00:00Z");

    @Test
    void itHoldsDeadlinesAndFirstDaysOfThoseWhoAreStillThere() {
        try (var platform = PlatformUnderTest.start()) {
            var school = new Classroom(platform);
            var ida = school.person("Ida", Role.INSTRUCTOR);
            var lea = school.person("Lea", Role.LEARNER);
            var max = school.person("Max", Role.LEARNER);
            var gone = school.person("Gone", Role.LEARNER);
            var calendar = platform.bean(CohortCalendar.class);

            var autumn = school.cohort("Autumn", ida, lea, max, gone);
            school.run("UPDATE cohort_member SET left_at = now() WHERE account_id = ?", gone.id());
            due(school, autumn, "soon", NOON.plusSeconds(60));
            due(school, autumn, "now", NOON);
            due(school, autumn, "later", NOON.plus(Duration.ofDays(2)));
            var away = school.cohort("Away", ida, lea);
            school.run("UPDATE cohort SET archived_at = now(), starts_on = DATE '2031-03-01' WHERE id = ?", away);
            due(school, away, "soon", NOON.plusSeconds(60));
            assertThat(calendar.between(NOON, NOON.plus(Duration.ofDays(1))))
                    .containsExactly(new CohortCalendar.Entry(Optional.of("soon"), 0, 2, NOON.plusSeconds(60)));

            school.run("UPDATE cohort SET starts_on = DATE '2031-03-01', level = 3 WHERE id = ?", autumn);
            assertThat(calendar.between(NOON, NOON.plusSeconds(30)))
                    .containsExactly(new CohortCalendar.Entry(Optional.empty(), 3, 2, MIDNIGHT));
            assertThat(calendar.between(MIDNIGHT, MIDNIGHT.plusSeconds(30))).isEmpty();
        }
    }

    private static void due(Classroom school, long cohort, String lab, Instant at) {
        school.run(
                "INSERT INTO lab_policy (cohort_id, lab, due_at, counts) VALUES (?, ?, ?, 'BEST')",
                cohort,
                lab,
                Timestamp.from(at));
    }
}
