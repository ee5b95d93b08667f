package academy.ascent.platform.lint;

import java.util.Comparator;

/**
 * Something that has to be mended.
 *
 * @param file relative to the installation
 * @param line from 1
 * @param rule a short stable name, for example {@code picture}
 * @param message what is wrong and what to do
 */
record Finding(String file, int line, String rule, String message) implements Comparable<Finding> {
    private static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::file).thenComparingInt(Finding::line).thenComparing(Finding::message);

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
