package academy.ascent.grader.feast;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the text of a cell means. */
public final class Cells {
    private static final Set<String> NOTHING = Set.of("", "nan", "none", "null", "<na>", "nat");
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd[['T'][' ']HH:mm[:ss]]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private Cells() {}

    /** A time; one without a zone is in UTC, as Feast reads it. */
    public static Optional<Instant> time(String text) {
        try {
            TemporalAccessor time =
                    TIME.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return Optional.of(
                    switch (time) {
                        case OffsetDateTime zoned -> zoned.toInstant();
                        case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
                        default -> LocalDate.from(time).atStartOfDay().toInstant(ZoneOffset.UTC);
                    });
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Whether a cell holds no value; for texts only the empty cell does. */
    public static boolean isNothing(String text, String type) {
        return type.equals("STRING")
                ? text.isEmpty()
                : NOTHING.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * Whether two cells say the same.
     *
     * @param tolerance how far numbers may lie apart, times the larger of 1 and the second
     */
    public static boolean same(String one, String other, String type, double tolerance) {
        if (one.equals(other)) {
            return true;
        }
        boolean nothing = isNothing(other, type);
        if (type.equals("STRING") || nothing || isNothing(one, type)) {
            return nothing && isNothing(one, type);
        }
        if (type.equals("BOOL")) {
            return truth(one).isPresent() && truth(one).equals(truth(other));
        }
        if (type.equals("UNIX_TIMESTAMP")) {
            return time(one).isPresent() && time(one).equals(time(other));
        }
        Optional<Double> a = number(one);
        Optional<Double> b = number(other);
        return a.isPresent()
                && b.isPresent()
                && Math.abs(a.get() - b.get()) <= tolerance * Math.max(1, Math.abs(b.get()));
    }

    /** A key's cell in one form, so that 3 and 3.0 are one key where keys are numbers. */
    static String key(String text, String type) {
        if (!type.startsWith("INT") || !text.strip().matches("-?\\d{1,18}(\\.0{1,9})?")) {
            return text;
        }
        return String.valueOf(new BigDecimal(text.strip()).longValue());
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "1.0" -> Optional.of(true);
            case "false", "0", "0.0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Double> number(String text) {
        return text.strip().matches("[-+]?\\d{1,30}(\\.\\d{0,30})?([eE][-+]?\\d{1,3})?")
                ? Optional.of(Double.parseDouble(text.strip()))
                : Optional.empty();
    }
}
