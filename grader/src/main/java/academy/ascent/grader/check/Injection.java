package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.util.SplittableRandom;

/**
 * A drift of one column.
 *
 * @param column whose values change
 * @param change how
 * @param pulse the drift comes and goes, this many rows each; 0 for one that stays
 */
record Injection(String column, Change change, int pulse) {

    /** What becomes of a column's values. */
    sealed interface Change {

        /**
         * @param value as it was drawn
         * @param deviation the column's standard deviation
         */
        float of(float value, double deviation, SplittableRandom random);

        /** For a person, after the column's name. */
        String words();
    }

    /** Moved up by so many standard deviations. */
    record Shift(double deviations) implements Change {
        @Override
        public float of(float value, double deviation, SplittableRandom random) {
            return (float) (value + deviations * deviation);
        }

        @Override
        public String words() {
            return "moved by " + Words.plain(deviations) + " standard deviations";
        }
    }

    /** Multiplied, as by another unit. */
    record Scale(double factor) implements Change {
        @Override
        public float of(float value, double deviation, SplittableRandom random) {
            return (float) (value * factor);
        }

        @Override
        public String words() {
            return "multiplied by " + Words.plain(factor);
        }
    }

    /** Replaced in a share of the rows, as by a default value or by one category that grows. */
    record Fill(double with, double share) implements Change {
        @Override
        public float of(float value, double deviation, SplittableRandom random) {
            return random.nextDouble() < share ? (float) with : value;
        }

        @Override
        public String words() {
            return "set to " + Words.plain(with) + " in " + Words.percent(share) + " of the rows";
        }
    }

    static Injection read(Settings kind) {
        kind.allowing("column", "shift", "scale", "fill", "share", "pulse");
        return new Injection(
                kind.text("column"), change(kind), kind.has("pulse") ? kind.integer("pulse", 1, 100_000) : 0);
    }

    private static Change change(Settings kind) {
        int kinds = (kind.has("shift") ? 1 : 0) + (kind.has("scale") ? 1 : 0) + (kind.has("fill") ? 1 : 0);
        if (kinds != 1 || kind.has("share") != kind.has("fill")) {
            throw kind.problem("column", "needs one of shift: 1, scale: 2, or fill: 0 with share: 30%");
        }
        if (kind.has("fill")) {
            return new Fill(kind.number("fill"), kind.share("share"));
        }
        return kind.has("shift") ? new Shift(kind.number("shift")) : new Scale(kind.number("scale"));
    }

    /** Whether it changes the row that comes so many rows after the onset. */
    boolean isOn(int rowsAfterOnset) {
        return pulse == 0 || rowsAfterOnset / pulse % 2 == 0;
    }

    String words() {
        return column + " " + change.words() + (pulse == 0 ? "" : ", on and off for " + pulse + " rows each");
    }
}
