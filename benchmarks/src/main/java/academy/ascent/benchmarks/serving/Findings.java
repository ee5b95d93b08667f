package academy.ascent.benchmarks.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one part of the bench found.
 *
 * @param part its name on the command line
 * @param standings every server of it with every round, or the reason why it has none
 */
record Findings(String part, List<Standing> standings, List<Figure> figures) {
    /** Finds nothing because of this. */
    static Findings notMeasured(String part, String reason) {
        return new Findings(part, List.of(new Standing.NotMeasured(part, reason)), List.of());
    }

    Findings withoutTargets() {
        return new Findings(
                part, standings, figures.stream().map(Figure::withoutTarget).toList());
    }

    /** Makes figures of those servers that were measured. */
    static final class Draft {
        private final Map<String, Standing> standings;
        private final List<Figure> figures = new ArrayList<>();

        Draft(Map<String, Standing> standings) {
            this.standings = standings;
        }

        /** Makes figures of one server. */
        interface One {
            void make(Standing.Measured measured, List<Figure> figures);
        }

        /** Makes figures of two servers. */
        interface Two {
            void make(Standing.Measured one, Standing.Measured other, List<Figure> figures);
        }

        Draft of(String name, One maker) {
            if (standings.get(name) instanceof Standing.Measured measured) {
                maker.make(measured, figures);
            }
            return this;
        }

        Draft of(String name, String other, Two maker) {
            return of(name, (one, _) -> of(other, (two, _) -> maker.make(one, two, figures)));
        }

        Findings findings(String part) {
            return new Findings(part, List.copyOf(standings.values()), figures);
        }
    }
}
