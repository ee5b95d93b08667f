package academy.ascent.sandbox.cron;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule of five fields (minute, hour, day of month, month, day of week), a macro such as {@code @daily}, or
 * {@code @every} and a duration: what the API server takes for one.
 */
public sealed interface CronSchedule permits CalendarSchedule, IntervalSchedule {

    /**
     * The first instant after another at which the schedule is due; empty if there is none in the years that are looked at.
     *
     * @param zone where its minutes, hours and days are those of the clock
     */
    Optional<Instant> next(Instant after, ZoneId zone);

    /** A text that is no schedule; the message is the API server's. */
    final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /**
     * Reads a schedule without time zone.
     *
     * @throws Malformed if it is none
     */
    static CronSchedule parse(String schedule) throws Malformed {
        String every = "@every ";
        if (schedule.startsWith(every)) {
            return IntervalSchedule.parse(schedule, schedule.substring(every.length()));
        }
        if (schedule.startsWith("@")) {
            return macro(schedule);
        }
        List<String> fields = Arrays.stream(schedule.split("(?U)\\s+"))
                .filter(field -> !field.isEmpty())
                .toList();
        int wanted = CronField.values().length;
        if (fields.size() != wanted) {
            throw new Malformed("expected exactly " + wanted + " fields, found " + fields.size() + ": ["
                    + String.join(" ", fields) + "]");
        }
        return CalendarSchedule.parse(fields);
    }

    private static CronSchedule macro(String name) throws Malformed {
        Map<String, String> macros = Map.of(
                "@yearly", "0 0 1 1 *",
                "@annually", "0 0 1 1 *",
                "@monthly", "0 0 1 * *",
                "@weekly", "0 0 * * 0",
                "@daily", "0 0 * * *",
                "@midnight", "0 0 * * *",
                "@hourly", "0 * * * *");
        String schedule = macros.get(name);
        if (schedule == null) {
            throw new Malformed("unrecognized descriptor: " + name);
        }
        return parse(schedule);
    }
}
