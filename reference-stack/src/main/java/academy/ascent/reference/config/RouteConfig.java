package academy.ascent.reference.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One route: a name of its own that is answered by models or other routes.
 *
 * @param rules what is made of an answer, in order; the first that applies to a row counts
 * @param declaration all of it as text, without its place in the file
 * @param source where each part of it was declared
 */
public record RouteConfig(String name, Kind kind, List<Rule> rules, String declaration, Source source) {
    public RouteConfig {
        rules = List.copyOf(rules);
    }

    /** Everything that the route may ask, the one that describes it first. */
    public List<TargetConfig> targets() {
        return kind.targets();
    }

    /** How a route chooses who answers. */
    public sealed interface Kind {
        /** Everything that may be asked, the one that describes the route first. */
        List<TargetConfig> targets();
    }

    /** Another name for its target. */
    public record Single(TargetConfig target) implements Kind {
        @Override
        public List<TargetConfig> targets() {
            return List.of(target);
        }
    }

    /**
     * A new target on trial beside the one that is trusted.
     *
     * @param retryOnStable whether the stable target answers what the candidate failed on
     */
    public record Canary(TargetConfig stable, TargetConfig candidate, Rollback rollback, boolean retryOnStable)
            implements Kind {
        @Override
        public List<TargetConfig> targets() {
            return List.of(stable, candidate);
        }
    }

    /**
     * When a candidate is taken out.
     *
     * @param alpha the probability that a candidate as good as the stable target is ever taken out
     * @param errorMargin by how much its share of failed requests may be greater than the stable target's
     * @param slowerThan what counts as slow; empty where it does not matter
     * @param slowMargin by how much its share of slow requests may be greater
     * @param window after so many requests to the candidate the counts begin anew
     */
    public record Rollback(
            double alpha, double errorMargin, Optional<Duration> slowerThan, double slowMargin, int window) {}

    /**
     * Targets that are compared.
     *
     * @param key the request parameter whose value decides, always alike, who answers
     * @param arms the first is the one that the others are compared with
     * @param outcomes how reported outcomes are judged
     */
    public record Split(String key, List<TargetConfig> arms, Outcomes outcomes) implements Kind {
        public Split {
            arms = List.copyOf(arms);
        }

        @Override
        public List<TargetConfig> targets() {
            return arms;
        }
    }

    /**
     * How outcomes of compared targets are judged.
     *
     * @param alpha the probability of calling equal targets different
     * @param sample how many outcomes of each arm the fixed test waits for
     * @param keep for so many answers an outcome can still be reported
     */
    public record Outcomes(double alpha, int sample, int keep) {}

    /**
     * A target that is asked beside the one that answers.
     *
     * @param inFlight at most so many of its requests wait or run; above that they are left out
     * @param tolerance by how much two numbers may differ and still agree
     */
    public record Shadow(TargetConfig primary, TargetConfig shadow, int inFlight, double tolerance) implements Kind {
        @Override
        public List<TargetConfig> targets() {
            return List.of(primary, shadow);
        }
    }

    /** How the members' answers become one. */
    public enum Combination {
        MEAN,
        WEIGHTED,
        VOTE
    }

    /**
     * Targets that answer together.
     *
     * @param output the members' output that is combined
     * @param quorum so many members must answer
     */
    public record Ensemble(
            List<TargetConfig> members,
            String output,
            Combination combination,
            int quorum,
            Optional<CalibrationConfig> calibration)
            implements Kind {
        public Ensemble {
            members = List.copyOf(members);
        }

        @Override
        public List<TargetConfig> targets() {
            return members;
        }
    }

    /** A map from scores to probabilities. */
    public enum CalibrationMethod {
        ISOTONIC,
        PLATT
    }

    /**
     * Where a calibration is learnt from.
     *
     * @param file a CSV file inside the served folder
     * @param score its column of scores, from 0 to 1
     * @param label its column of 0 and 1: whether the prediction of that score was right
     */
    public record CalibrationConfig(Path file, String score, String label, CalibrationMethod method, Source source) {}

    /**
     * Targets chosen by the request's parameters.
     *
     * @param cases in order; the first whose conditions all hold counts
     */
    public record Select(List<Case> cases, Optional<TargetConfig> otherwise) implements Kind {
        public Select {
            cases = List.copyOf(cases);
        }

        @Override
        public List<TargetConfig> targets() {
            return Stream.concat(cases.stream().map(Case::target), otherwise.stream())
                    .toList();
        }
    }

    /**
     * One case of a selection.
     *
     * @param when the values that each named request parameter may have
     */
    public record Case(Map<String, Set<String>> when, TargetConfig target) {
        public Case {
            when = Map.copyOf(when);
        }
    }

    /**
     * A label given to a row of an answer.
     *
     * @param when empty for every row
     * @param set the labels by name
     */
    public record Rule(Optional<Condition> when, Map<String, String> set, Source source) {
        public Rule {
            set = Map.copyOf(set);
        }
    }

    /**
     * What must hold for one number, or text, of a row.
     *
     * @param index the place within the row; 0 where a row is one element
     * @param atLeast negative infinity where there is no such bound
     * @param below positive infinity where there is no such bound
     * @param equal the one value as text, where only that counts
     * @param number that value as a number; NaN where it is none
     */
    public record Condition(
            String output, int index, double atLeast, double below, Optional<String> equal, double number) {}

    /** Whether both declare the same, wherever in the file. */
    public boolean declaresSame(RouteConfig other) {
        return declaration.equals(other.declaration);
    }
}
