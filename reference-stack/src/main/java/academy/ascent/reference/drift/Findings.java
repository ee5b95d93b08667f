package academy.ascent.reference.drift;

import academy.ascent.reference.drift.report.ColumnReport;
import academy.ascent.reference.drift.report.WindowReport;
import academy.ascent.reference.statistics.DriftResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why a window counts as drifted, in words. */
final class Findings {
    private static final int MOST_NAMES = 10;

    private Findings() {}

    /** The reasons; none for a clean window. */
    static List<String> of(WindowReport window) {
        List<String> findings = new ArrayList<>();
        if (window.dataDrifted()) {
            List<ColumnReport> drifted =
                    window.columns().stream().filter(ColumnReport::isDrifted).toList();
            findings.add(drifted.size() + " of " + window.compared() + " columns drifted: "
                    + drifted.stream().limit(MOST_NAMES).map(ColumnReport::name).collect(Collectors.joining(", "))
                    + (drifted.size() > MOST_NAMES ? " …" : ""));
        }
        window.prediction()
                .filter(ColumnReport::isDrifted)
                .ifPresent(prediction -> findings.add("the predictions drifted" + score(prediction)));
        return findings;
    }

    private static String score(ColumnReport column) {
        return column.drift() instanceof DriftResult result
                ? String.format(
                        Locale.ROOT,
                        ": %s %.4g, threshold %.4g",
                        result.test().label(),
                        result.score(),
                        result.threshold())
                : "";
    }
}
