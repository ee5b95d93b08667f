package academy.ascent.platform.cohort;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is to happen in all cohorts that were not put away: deadlines of labs and first days. There are no hours of teaching. */
@Singleton
public class CohortCalendar {
    private final CalendarRows rows;

    CohortCalendar(CalendarRows rows) {
        this.rows = rows;
    }

    /**
     * Learners of whom work is expected by a moment.
     *
     * @param lab in which; empty where it may be any of the level
     * @param level 1 to 4; 0 where the lab is known
     */
    public record Entry(Optional<String> lab, int level, int learners, Instant at) {}

    /** Deadlines between two moments, and the first days that the earlier one falls on, each until its end in UTC. */
    public List<Entry> between(Instant from, Instant until) {
        LocalDate day = from.atOffset(ZoneOffset.UTC).toLocalDate();
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return Stream.concat(
                        rows.due(from, until).stream()
                                .map(due -> new Entry(
                                        Optional.of(due.lab()), 0, Math.toIntExact(due.learners()), due.at())),
                        rows.beginning(day).stream()
                                .map(one ->
                                        new Entry(Optional.empty(), one.level(), Math.toIntExact(one.learners()), end)))
                .toList();
    }
}
