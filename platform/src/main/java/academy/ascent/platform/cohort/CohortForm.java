package academy.ascent.platform.cohort;

import academy.ascent.site.web.Field;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cohort's form as it was sent, with what is wrong with it. */
record CohortForm(Field name, int level, Field startsOn, Field endsOn, Optional<Cohorts.Details> details) {
    private static final Field NAME =
            Field.of("name", "Name", "text", "off").hint("As its members shall see it, for example “Autumn 2027”.");
    private static final Field STARTS = Field.of("startsOn", "First day", "date", "off");
    private static final Field ENDS =
            Field.of("endsOn", "Last day", "date", "off").hint("Leave it empty if it has none.");

    static CohortForm fresh(LocalDate today, int level) {
        return new CohortForm(NAME, level, STARTS.value(today.toString()), ENDS, Optional.empty());
    }

    static CohortForm of(Cohort cohort) {
        return new CohortForm(
                NAME.value(cohort.name()),
                cohort.level(),
                STARTS.value(cohort.startsOn().toString()),
                ENDS.value(cohort.endsOn() == null ? "" : cohort.endsOn().toString()),
                Optional.empty());
    }

    /**
     * @param level the level of the cohort, checked already
     */
    static CohortForm sent(Map<String, String> form, int level) {
        var name = checkName(form.getOrDefault("name", "").strip());
        var startsOn = checkDay(STARTS.value(form.getOrDefault("startsOn", "").strip()));
        var endsOn = ENDS.value(form.getOrDefault("endsOn", "").strip());
        var first = day(startsOn.value());
        var last = day(endsOn.value());
        if (!endsOn.value().isEmpty()) {
            endsOn = checkDay(endsOn);
        }
        if (first != null && last != null && last.isBefore(first)) {
            endsOn = endsOn.error("The last day is before the first one.");
        }
        var good = Stream.of(name, startsOn, endsOn)
                .allMatch(field -> field.error().isEmpty());
        var details = good && first != null
                ? Optional.of(new Cohorts.Details(name.value(), level, first, last))
                : Optional.<Cohorts.Details>empty();
        return new CohortForm(name, level, startsOn, endsOn, details);
    }

    private static Field checkName(String name) {
        var field = NAME.value(name);
        if (name.isEmpty() || name.length() > 100) {
            return field.error("Give it a name of at most 100 characters.");
        }
        return name.chars().anyMatch(Character::isISOControl)
                ? field.error("A name has no control characters.")
                : field;
    }

    private static Field checkDay(Field field) {
        return day(field.value()) == null ? field.error("Write a day such as 2027-03-01.") : field;
    }

    private static @Nullable LocalDate day(String text) {
        try {
            var day = LocalDate.parse(text);
            return day.getYear() >= 2000 && day.getYear() < 2200 ? day : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
