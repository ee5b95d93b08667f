package academy.ascent.sandbox.cron;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Due in every minute whose time of day and date are among those that five fields name. */
record CalendarSchedule(
        CronField.Values minutes,
        CronField.Values hours,
        CronField.Values daysOfMonth,
        CronField.Values months,
        CronField.Values daysOfWeek)
        implements CronSchedule {
    private static final int YEARS = 5;

    static CalendarSchedule parse(List<String> fields) throws Malformed {
        return new CalendarSchedule(
                CronField.MINUTE.parse(fields.get(0)),
                CronField.HOUR.parse(fields.get(1)),
                CronField.DAY_OF_MONTH.parse(fields.get(2)),
                CronField.MONTH.parse(fields.get(3)),
                CronField.DAY_OF_WEEK.parse(fields.get(4)));
    }

    /** A time that the clock leaves out is never due, and one that it shows twice is due twice. */
    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
        ZonedDateTime at = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        int lastYear = at.getYear() + YEARS;
        while (at.getYear() <= lastYear) {
            if (!months.contains(at.getMonthValue()) || !isDay(at)) {
                at = nextDay(at);
            } else if (!hours.contains(at.getHour())) {
                at = nextHour(at);
            } else if (!minutes.contains(at.getMinute())) {
                at = at.plusMinutes(1);
            } else {
                return Optional.of(at.toInstant());
            }
        }
        return Optional.empty();
    }

    /** Where both fields of days are restricted, one of them is enough. */
    private boolean isDay(ZonedDateTime at) {
        boolean ofMonth = daysOfMonth.contains(at.getDayOfMonth());
        boolean ofWeek = daysOfWeek.contains(at.getDayOfWeek().getValue() % 7);
        return daysOfMonth.any() || daysOfWeek.any() ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    private static ZonedDateTime nextDay(ZonedDateTime at) {
        ZonedDateTime day = at.toLocalDate().plusDays(1).atStartOfDay(at.getZone());
        return day.isAfter(at) ? day : nextHour(at);
    }

    private static ZonedDateTime nextHour(ZonedDateTime at) {
        return at.plusMinutes(60L - at.getMinute());
    }
}
