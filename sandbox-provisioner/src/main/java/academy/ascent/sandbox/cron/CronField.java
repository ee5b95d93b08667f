package academy.ascent.sandbox.cron;

import academy.ascent.sandbox.cron.CronSchedule.Malformed;
import java.util.List;
import java.util.Locale;

/** One of a schedule's fields: its values, lists, ranges and steps of them, and their names. */
enum CronField {
    MINUTE(0, 59),
    HOUR(0, 23),
    DAY_OF_MONTH(1, 31),
    MONTH(1, 12, "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    DAY_OF_WEEK(0, 6, "sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private final long least;
    private final long most;
    private final List<String> names;

    CronField(long least, long most, String... names) {
        this.least = least;
        this.most = most;
        this.names = List.of(names);
    }

    /**
     * What a field lets through.
     *
     * @param bits one for each value
     * @param any whether a part of the field is a star without steps
     */
    record Values(long bits, boolean any) {
        boolean contains(int value) {
            return (bits & (1L << value)) != 0;
        }

        private Values with(Values other) {
            return new Values(bits | other.bits, any || other.any);
        }
    }

    /** A range as it is written, before it is known to lie within the field. */
    private record Range(long first, long last, boolean any) {}

    Values parse(String field) throws Malformed {
        Values values = new Values(0, false);
        for (String part : field.split(",")) {
            if (!part.isEmpty()) {
                values = values.with(part(part));
            }
        }
        return values;
    }

    private Values part(String part) throws Malformed {
        String[] slashes = part.split("/", -1);
        String[] bounds = slashes[0].split("-", -1);
        Range range = range(part, bounds);
        if (slashes.length > 2) {
            throw new Malformed("too many slashes: " + part);
        }
        long step = slashes.length == 1 ? 1 : number(slashes[1]);
        boolean open = slashes.length == 2 && bounds.length == 1;
        long last = open ? most : range.last();
        check(part, range.first(), last, step);
        long bits = 0;
        for (long value = range.first(); value <= last; value += Math.min(step, most + 1)) {
            bits |= 1L << value;
        }
        return new Values(bits, range.any() && step == 1);
    }

    private Range range(String part, String[] bounds) throws Malformed {
        if (bounds[0].equals("*") || bounds[0].equals("?")) {
            return new Range(least, most, true);
        }
        long first = value(bounds[0]);
        if (bounds.length > 2) {
            throw new Malformed("too many hyphens: " + part);
        }
        return new Range(first, bounds.length == 1 ? first : value(bounds[1]), false);
    }

    private void check(String part, long first, long last, long step) throws Malformed {
        if (first < least) {
            throw new Malformed("beginning of range (" + first + ") below minimum (" + least + "): " + part);
        }
        if (last > most) {
            throw new Malformed("end of range (" + last + ") above maximum (" + most + "): " + part);
        }
        if (first > last) {
            throw new Malformed("beginning of range (" + first + ") beyond end of range (" + last + "): " + part);
        }
        if (step == 0) {
            throw new Malformed("step of range should be a positive number: " + part);
        }
    }

    private long value(String text) throws Malformed {
        int name = names.indexOf(text.toLowerCase(Locale.ROOT));
        return name >= 0 ? least + name : number(text);
    }

    /** Without sign but for a plus, since a hyphen stands between the ends of a range; a step may have one. */
    private static long number(String text) throws Malformed {
        String failed = "failed to parse int from " + text + ": strconv.Atoi: parsing \"" + text + "\": ";
        if (!text.matches("[-+]?[0-9]+")) {
            throw new Malformed(failed + "invalid syntax");
        }
        long number;
        try {
            number = Long.parseLong(text);
        } catch (NumberFormatException large) {
            throw new Malformed(failed + "value out of range");
        }
        if (number < 0) {
            throw new Malformed("negative number (" + number + ") not allowed: " + text);
        }
        return number;
    }
}
