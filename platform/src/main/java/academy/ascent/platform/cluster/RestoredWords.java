package academy.ascent.platform.cluster;

import academy.ascent.sandbox.cluster.Restored;
import academy.ascent.site.Chrome;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells what came of bringing back what expired. It is sent as a cookie, so it names a few of many things. */
final class RestoredWords {
    private static final int MOST = 5;
    private static final int LONGEST = 90;
    private static final int MOST_REFUSED = 3;
    private static final int LONGEST_REFUSED = 250;

    private RestoredWords() {}

    static Chrome.Flash flash(Restored restored) {
        var text = Stream.of(
                        listed("Made again", made(restored), MOST, LONGEST),
                        listed("There already", restored.kept(), MOST, LONGEST),
                        listed("Refused", refused(restored), MOST_REFUSED, LONGEST_REFUSED),
                        listed("Too large to have been kept", restored.missing(), MOST, LONGEST))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
        var isWhole = restored.refused().isEmpty() && restored.missing().isEmpty();
        return new Chrome.Flash(isWhole ? "good" : "warning", text);
    }

    private static List<String> made(Restored restored) {
        return restored.made().isEmpty() ? List.of("nothing") : restored.made();
    }

    private static List<String> refused(Restored restored) {
        return restored.refused().entrySet().stream()
                .map(one -> one.getKey() + " (" + one.getValue() + ")")
                .sorted()
                .toList();
    }

    private static String listed(String title, List<String> things, int most, int longest) {
        if (things.isEmpty()) {
            return "";
        }
        var named = things.stream()
                .limit(most)
                .map(thing -> thing.length() > longest ? thing.substring(0, longest) + "…" : thing)
                .collect(Collectors.joining(", "));
        return title + ": " + named + (things.size() > most ? " and " + (things.size() - most) + " more." : ".");
    }
}
