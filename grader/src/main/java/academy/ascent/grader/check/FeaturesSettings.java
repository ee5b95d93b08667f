package academy.ascent.grader.check;

import academy.ascent.grader.feast.JoinRule.Tie;
import academy.ascent.grader.lab.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code features} compares.
 *
 * @param registry what {@code feast registry-dump} printed
 * @param labels the table of entities and times that features were asked for
 * @param time its column of times, and that of the tables below
 * @param training the training set that was built
 * @param online values that were served, each with the time when it was
 * @param tolerance how far numbers may lie apart, times the larger of 1 and the value
 * @param tie which of the rows that were written for the same time
 * @param known whether only rows count that had been written by the label's time
 * @param everyRow whether a label without any feature must be in the training set, too
 */
record FeaturesSettings(
        String registry,
        List<View> views,
        String labels,
        String time,
        String training,
        Optional<String> online,
        double tolerance,
        Tie tie,
        boolean known,
        boolean everyRow) {
    private static final int MOST_VIEWS = 20;

    /**
     * A view that is judged.
     *
     * @param source its source as CSV
     * @param ttl what it must declare, if the lab says so
     * @param features those that are compared; empty for all
     * @param fill what a column holds where there is no value; nothing unless named
     */
    record View(String name, String source, Optional<Duration> ttl, List<String> features, Map<String, String> fill) {

        View {
            features = List.copyOf(features);
            fill = Map.copyOf(fill);
        }

        static View read(Settings view) {
            view.allowing("name", "source", "ttl", "features", "fill");
            Map<String, String> fill = new HashMap<>();
            if (view.has("fill")) {
                Settings values = view.mapping("fill");
                values.keys().forEach(key -> fill.put(key, values.text(key)));
            }
            return new View(
                    view.text("name"),
                    path(view, "source"),
                    view.has("ttl") ? Optional.of(view.duration("ttl")) : Optional.empty(),
                    view.has("features") ? view.texts("features") : List.of(),
                    fill);
        }
    }

    FeaturesSettings {
        views = List.copyOf(views);
    }

    static FeaturesSettings read(Settings with) {
        with.allowing(
                "registry",
                "views",
                "labels",
                "time",
                "training",
                "online",
                "tolerance",
                "ties",
                "known-by-then",
                "every-row");
        List<View> views = with.mappings("views").stream().map(View::read).toList();
        Set<String> names = new HashSet<>();
        if (views.isEmpty() || views.size() > MOST_VIEWS || !views.stream().allMatch(view -> names.add(view.name()))) {
            throw with.problem("views", "must hold 1 to " + MOST_VIEWS + " views, each once");
        }
        return new FeaturesSettings(
                with.has("registry") ? path(with, "registry") : "registry.json",
                views,
                path(with, "labels"),
                with.has("time") ? with.text("time") : "event_timestamp",
                path(with, "training"),
                with.has("online") ? Optional.of(path(with, "online")) : Optional.empty(),
                with.has("tolerance") ? with.number("tolerance") : 1e-6,
                tie(with),
                with.flag("known-by-then", false),
                with.flag("every-row", false));
    }

    /** What is asked, in a sentence. */
    String words() {
        return "every value of " + training
                + online.map(path -> " and of " + path).orElse("")
                + " is what the views "
                + views.stream().map(View::name).collect(Collectors.joining(", "))
                + " of " + registry + " give for its key at its time: of the rows of the source that are not later and"
                + " not older than the TTL the latest"
                + (tie == Tie.ANY ? "" : ", and of those written for the same time the one written last")
                + (known ? ", as far as they had been written by then" : "")
                + ".";
    }

    private static Tie tie(Settings with) {
        if (!with.has("ties")) {
            return Tie.LAST_WRITTEN;
        }
        return switch (with.text("ties")) {
            case "last-written" -> Tie.LAST_WRITTEN;
            case "any" -> Tie.ANY;
            default -> throw with.problem("ties", "must be last-written or any");
        };
    }

    private static String path(Settings with, String key) {
        String path = with.text(key);
        if (!path.matches("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*") || path.contains("..")) {
            throw with.problem(key, "is '" + path + "'; write a relative path of letters, digits, and . _ - /");
        }
        return path;
    }
}
