package academy.ascent.reference.compare;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.statistics.DriftTest;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code compare REFERENCE.csv CURRENT.csv [--json] [--test NAME]}. */
public final class CompareCommand {
    /** How it is called. */
    public static final String USAGE =
            "compare REFERENCE.csv CURRENT.csv [--json] [--test " + String.join("|", DriftTest.labels()) + "]";

    private static final int STEADY = 0;
    private static final int DRIFTED = 1;
    private static final int CANNOT_COMPARE = 2;

    private CompareCommand() {}

    /** Prints the comparison; 0 if the data have not drifted, 1 if they have, 2 if they cannot be compared. */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        List<Path> files = new ArrayList<>();
        boolean json = false;
        Optional<DriftTest> test = Optional.empty();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--json")) {
                json = true;
            } else if (argument.equals("--test") && i + 1 < arguments.size()) {
                i++;
                test = DriftTest.labelled(arguments.get(i));
                if (test.isEmpty()) {
                    err.println("there is no test \"" + arguments.get(i) + "\"; take one of "
                            + String.join(", ", DriftTest.labels()));
                    return CANNOT_COMPARE;
                }
            } else {
                files.add(Path.of(argument));
            }
        }
        if (files.size() != 2) {
            err.println("usage: " + USAGE);
            return CANNOT_COMPARE;
        }
        try {
            Comparison comparison = Comparison.of(files.getFirst(), files.getLast(), test);
            out.print(json ? ComparisonText.json(comparison) : ComparisonText.table(comparison));
            return comparison.isDrifted() ? DRIFTED : STEADY;
        } catch (InvalidConfig e) {
            err.println(e.getMessage());
            return CANNOT_COMPARE;
        }
    }
}
