package academy.ascent.platform.cohort;

import academy.ascent.platform.catalog.LabEntry;
import academy.ascent.platform.grade.LabPolicy;
import academy.ascent.platform.grade.LabPolicy.Counts;
import academy.ascent.platform.grade.Policy;
import academy.ascent.site.web.Field;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A policy's form as it was sent, with what is wrong with it. Times are in UTC.
 *
 * @param policy what it says, if nothing is wrong
 */
record PolicyForm(Field lateDays, List<Row> rows, Optional<Policy> policy) {
    static final int MOST_LATE_DAYS = 60;

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");
    private static final Field DAYS = Field.of("lateDays", "Late days of each member", "number", "off")
            .hint("0 to " + MOST_LATE_DAYS
                    + ", over all labs. They are taken by themselves when something comes late.");

    /** One lab of the cohort's level. */
    record Row(LabEntry lab, Field due, Counts counts) {}

    static PolicyForm of(Policy policy, List<LabEntry> labs) {
        var rows = labs.stream()
                .map(lab -> new Row(
                        lab,
                        due(lab).value(text(policy.of(lab.id()).dueAt())),
                        policy.of(lab.id()).counts()))
                .toList();
        return new PolicyForm(DAYS.value(Integer.toString(policy.lateDays())), rows, Optional.empty());
    }

    static PolicyForm sent(Map<String, String> form, List<LabEntry> labs) {
        var days = checkDays(DAYS.value(form.getOrDefault("lateDays", "").strip()));
        var rows = labs.stream().map(lab -> row(form, lab)).toList();
        var good = days.error().isEmpty()
                && rows.stream().allMatch(row -> row.due().error().isEmpty());
        return new PolicyForm(days, rows, good ? Optional.of(policy(days, rows)) : Optional.empty());
    }

    private static Policy policy(Field days, List<Row> rows) {
        var labs = new HashMap<String, LabPolicy>();
        for (var row : rows) {
            var due = time(row.due().value());
            labs.put(row.lab().id(), new LabPolicy(row.lab().id(), due, row.counts()));
        }
        return new Policy(Integer.parseInt(days.value()), labs);
    }

    private static Row row(Map<String, String> form, LabEntry lab) {
        var due = due(lab).value(form.getOrDefault("due-" + lab.id(), "").strip());
        var counts = "LAST".equals(form.get("counts-" + lab.id())) ? Counts.LAST : Counts.BEST;
        var good = due.value().isEmpty() || time(due.value()) != null;
        return new Row(
                lab, good ? due : due.error("Write a day and time such as 2027-03-01T18:00, or nothing."), counts);
    }

    private static Field due(LabEntry lab) {
        return Field.of("due-" + lab.id(), "Due (UTC)", "datetime-local", "off").hint("Empty: never due.");
    }

    private static Field checkDays(Field days) {
        var good = days.value().matches("[0-9]{1,2}") && Integer.parseInt(days.value()) <= MOST_LATE_DAYS;
        return good ? days : days.error("Write a number from 0 to " + MOST_LATE_DAYS + ".");
    }

    private static String text(@Nullable Instant at) {
        return at == null ? "" : MINUTE.format(at.atOffset(ZoneOffset.UTC));
    }

    private static @Nullable Instant time(String text) {
        try {
            var time = LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            var year = time.atOffset(ZoneOffset.UTC).getYear();
            return year >= 2000 && year < 2200 ? time : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
