package academy.ascent.grader.submission;

import java.util.Locale;

/** Sizes as findings say them. */
public final class Sizes {
    private Sizes() {}

    /** {@code 512 bytes}, {@code 1.5 KiB}, {@code 20 MiB}. */
    public static String words(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        String[] units = {"KiB", "MiB", "GiB"};
        double value = bytes / 1024.0;
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }
}
