package academy.ascent.sandbox.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A schedule is due when one looks at every minute and compares. */
class CronScheduleProperties {
    private static final Duration LOOKED_AT = Duration.ofDays(10);

    /**
     * A part of a field.
     *
     * @param star whether it is written as one, with this step
     */
    private record Part(boolean star, int first, int last, int step) {
        boolean contains(int value, int least) {
            return star ? (value - least) % step == 0 : value >= first && value <= last && (value - first) % step == 0;
        }

        String written() {
            String range = star ? "*" : first == last ? String.valueOf(first) : first + "-" + last;
            return step == 1 ? range : range + "/" + step;
        }
    }

    private record Field(int least, List<Part> parts) {
        boolean contains(int value) {
            return parts.stream().anyMatch(part -> part.contains(value, least));
        }

        boolean isOpen() {
            return parts.stream().anyMatch(part -> part.star() && part.step() == 1);
        }

        String written() {
            return parts.stream().map(Part::written).collect(Collectors.joining(","));
        }
    }

    /** Five fields. */
    record Written(List<Field> fields) {
        boolean matches(ZonedDateTime at) {
            return fields.get(0).contains(at.getMinute())
                    && fields.get(1).contains(at.getHour())
                    && fields.get(3).contains(at.getMonthValue())
                    && isDay(at);
        }

        private boolean isDay(ZonedDateTime at) {
            boolean ofMonth = fields.get(2).contains(at.getDayOfMonth());
            boolean ofWeek = fields.get(4).contains(at.getDayOfWeek().getValue() % 7);
            boolean either = !fields.get(2).isOpen() && !fields.get(4).isOpen();
            return either ? ofMonth || ofWeek : ofMonth && ofWeek;
        }

        @Override
        public String toString() {
            return fields.stream().map(Field::written).collect(Collectors.joining(" "));
        }
    }

    @Property(tries = 400)
    void what_is_due_next_is_the_first_minute_that_matches(
            @ForAll("schedules") Written schedule, @ForAll("instants") Instant after, @ForAll("zones") ZoneId zone)
            throws CronSchedule.Malformed {
        Optional<Instant> next = CronSchedule.parse(schedule.toString()).next(after, zone);
        Optional<Instant> matching = firstMatching(schedule, after, zone);
        if (matching.isPresent()) {
            assertThat(next).isEqualTo(matching);
        } else {
            assertThat(next)
                    .satisfiesAnyOf(
                            found -> assertThat(found).isEmpty(),
                            found -> assertThat(found.orElseThrow()).isAfter(after.plus(LOOKED_AT)));
        }
    }

    private static Optional<Instant> firstMatching(Written schedule, Instant after, ZoneId zone) {
        Instant minute = after.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        for (Instant at = minute; at.isBefore(minute.plus(LOOKED_AT)); at = at.plus(1, ChronoUnit.MINUTES)) {
            if (schedule.matches(at.atZone(zone))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    @Provide
    Arbitrary<Written> schedules() {
        return Combinators.combine(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6))
                .as((minute, hour, day, month, weekday) -> new Written(List.of(minute, hour, day, month, weekday)));
    }

    private static Arbitrary<Field> field(int least, int most) {
        Arbitrary<Integer> values = Arbitraries.integers().between(least, most);
        Arbitrary<Integer> steps = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(1)),
                Tuple.of(1, Arbitraries.integers().between(2, 20)));
        Arbitrary<Part> stars = steps.map(step -> new Part(true, 0, 0, step));
        Arbitrary<Part> ranges = Combinators.combine(values, values, steps)
                .as((one, other, step) -> one.equals(other)
                        ? new Part(false, one, other, 1)
                        : new Part(false, Math.min(one, other), Math.max(one, other), step));
        return Arbitraries.frequencyOf(Tuple.of(1, stars), Tuple.of(1, ranges))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> new Field(least, parts));
    }

    /** Often close to a day on which clocks are changed. */
    @Provide
    Arbitrary<Instant> instants() {
        Arbitrary<String> days = Arbitraries.of(
                "2026-03-28",
                "2026-10-24",
                "2026-03-07",
                "2026-10-31",
                "2026-04-04",
                "2026-10-03",
                "2026-06-15",
                "2027-12-31",
                "2028-02-28");
        return Combinators.combine(days, Arbitraries.integers().between(0, 2 * 86_400))
                .as((day, seconds) -> Instant.parse(day + "T00:00:00Z").plusSeconds(seconds));
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
                .map(ZoneId::of);
    }
}
