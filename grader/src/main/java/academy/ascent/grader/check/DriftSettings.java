package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What {@code drift} asks.
 *
 * @param report the address of the monitor's report; it begins anew at {@code report + "/reset"}
 * @param data the lab's file of rows that streams are drawn from
 * @param columns the tensors of a request, in the order of a row
 * @param rows the length of a stream
 * @param block how many rows a request has
 * @param rate rows a second, at most
 */
record DriftSettings(
        String report,
        String data,
        List<String> columns,
        int rows,
        int block,
        double rate,
        Optional<Quiet> quiet,
        Optional<Drifted> drifted) {
    static final String FALSE_ALARMS = "false-alarms";
    static final String POWER = "power";
    static final String REPEATS = "repeats";

    /**
     * Streams without drift.
     *
     * @param streams at the first look
     * @param shift by how many standard deviations at most a column is moved, which is harmless
     * @param moved the columns that are moved so, each by its own draw
     * @param falseAlarms the largest share of these streams that may alarm
     */
    record Quiet(int streams, double shift, List<String> moved, double falseAlarms) {}

    /**
     * Streams with drift.
     *
     * @param streams at the first look
     * @param kinds one a stream, in turn
     * @param onset the latest row from which on a stream drifts; the earliest is half of it
     * @param detection what is asked of alarms
     * @param repeats the largest share of these streams with more than one alarm
     * @param retrain whether each alarm must start a retrain action
     */
    record Drifted(
            int streams,
            List<Injection> kinds,
            int onset,
            Optional<Detection> detection,
            OptionalDouble repeats,
            boolean retrain) {}

    /**
     * @param delay an alarm that comes later after the onset does not count
     * @param power the smallest share of drifted streams that alarm in time and name the column
     */
    record Detection(int delay, double power) {

        /** The largest share of drifted streams that may be missed. */
        double missed() {
            return Math.rint((1 - power) * 1e9) / 1e9;
        }
    }

    static DriftSettings read(Settings with) {
        with.allowing(
                "report",
                "data",
                "columns",
                "rows",
                "block",
                "rate",
                "quiet",
                "harmless",
                FALSE_ALARMS,
                "drifted",
                "streams",
                "onset",
                "delay",
                POWER,
                REPEATS,
                "retrain",
                "margin");
        List<String> columns = with.texts("columns");
        if (columns.isEmpty()) {
            throw with.problem("columns", "is empty; name the tensors of a request");
        }
        int rows = with.integer("rows", 100, 100_000);
        int block = with.has("block") ? with.integer("block", 1, 1000) : 100;
        String report = with.text("report");
        if (!report.startsWith("/") || report.endsWith("/")) {
            throw with.problem("report", "must be an address such as /drift/parcel");
        }
        if (!with.has("quiet") && !with.has("drifted")) {
            throw with.problem("quiet", "is missing, and drifted too; say which streams are replayed");
        }
        Margin.validate(with, List.of(FALSE_ALARMS, POWER, REPEATS));
        return new DriftSettings(
                report,
                with.text("data"),
                columns,
                rows,
                block,
                with.rate("rate"),
                with.has("quiet") ? Optional.of(quiet(with, columns)) : without(with, "harmless", FALSE_ALARMS),
                with.has("drifted")
                        ? Optional.of(drifted(with, columns, rows, block))
                        : without(with, "streams", "onset", "delay", POWER, REPEATS, "retrain"));
    }

    private static <T> Optional<T> without(Settings with, String... keys) {
        for (String key : keys) {
            if (with.has(key)) {
                throw with.problem(key, "asks something of streams that are not replayed; remove it");
            }
        }
        return Optional.empty();
    }

    private static Quiet quiet(Settings with, List<String> columns) {
        int streams = with.integer("quiet", 5, 500);
        double share = inside(with, FALSE_ALARMS);
        if (!with.has("harmless")) {
            return new Quiet(streams, 0, List.of(), share);
        }
        Settings harmless = with.mapping("harmless").allowing("shift", "of");
        List<String> moved = harmless.texts("of");
        moved.forEach(column -> requireKnown(harmless, "of", column, columns));
        return new Quiet(streams, harmless.number("shift"), moved, share);
    }

    private static Drifted drifted(Settings with, List<String> columns, int rows, int block) {
        List<Injection> kinds = new ArrayList<>();
        for (Settings kind : with.mappings("drifted")) {
            kinds.add(Injection.read(kind));
            requireKnown(kind, "column", kinds.getLast().column(), columns);
        }
        int onset = with.integer("onset", 2 * block, rows - block);
        if (kinds.isEmpty()) {
            throw with.problem("drifted", "is empty; write a list such as [{column: a, shift: 1}]");
        }
        Optional<Detection> detection = Optional.empty();
        if (with.has(POWER)) {
            int delay = with.integer("delay", block, rows);
            if (onset + delay > rows) {
                throw with.problem("delay", "ends after the stream; make rows at least " + (onset + delay));
            }
            detection = Optional.of(new Detection(delay, inside(with, POWER)));
        } else {
            without(with, "delay");
        }
        OptionalDouble repeats = with.has(REPEATS) ? OptionalDouble.of(inside(with, REPEATS)) : OptionalDouble.empty();
        boolean retrain = with.flag("retrain", false);
        if (detection.isEmpty() && repeats.isEmpty() && !retrain) {
            throw with.problem("drifted", "asks nothing; add power and delay, repeats or retrain");
        }
        return new Drifted(with.integer("streams", 5, 500), kinds, onset, detection, repeats, retrain);
    }

    private static double inside(Settings with, String key) {
        double share = with.share(key);
        if (share <= 0 || share >= 1) {
            throw with.problem(key, "must be more than 0% and less than 100%, since no number of streams tells either");
        }
        return share;
    }

    private static void requireKnown(Settings at, String key, String column, List<String> columns) {
        if (!columns.contains(column)) {
            throw at.problem(key, "names '" + column + "', which is none of columns");
        }
    }
}
