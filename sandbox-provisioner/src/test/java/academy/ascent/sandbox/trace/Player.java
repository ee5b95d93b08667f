package academy.ascent.sandbox.trace;

import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.trace.Scenario.Milestone;
import academy.ascent.sandbox.trace.Scenario.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plays a scenario and notes when each milestone is first seen. */
public final class Player {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOKS_EVERY_MILLIS = 5;

    private final Stage stage;
    private final Map<String, Long> marks = new LinkedHashMap<>();

    private Player(Stage stage) {
        this.stage = stage;
    }

    /**
     * Plays it to its end.
     *
     * @return milliseconds from the act to each milestone, named {@code ACT: MILESTONE}, in the scenario's order
     * @throws AssertionError if a milestone does not come, or a fact does not hold
     */
    public static Map<String, Long> play(Scenario scenario, Stage stage) throws InterruptedException {
        Player player = new Player(stage);
        for (Step step : scenario.steps()) {
            player.play(step);
        }
        return player.marks;
    }

    private void play(Step step) throws InterruptedException {
        Look first = stage.look();
        Set<String> before = first.pods().stream().map(Replica::name).collect(Collectors.toSet());
        long began = System.nanoTime();
        step.act().accept(stage, first);
        Map<String, Long> seen = new TreeMap<>();
        while (seen.size() < step.milestones().size()) {
            Look look = stage.look().since(before);
            long millis = (System.nanoTime() - began) / 1_000_000;
            for (Milestone milestone : step.milestones()) {
                if (!seen.containsKey(milestone.what()) && milestone.seen().test(look)) {
                    seen.put(milestone.what(), millis);
                }
            }
            if (millis > PATIENCE.toMillis()) {
                throw new AssertionError("After “" + step.what() + "” came only " + seen + "; last seen: " + look);
            }
            Thread.sleep(LOOKS_EVERY_MILLIS);
        }
        step.milestones().forEach(milestone -> marks.put(Scenario.mark(step, milestone), seen.get(milestone.what())));
        requireFacts(step, before);
    }

    private void requireFacts(Step step, Set<String> before) throws InterruptedException {
        long began = System.nanoTime();
        for (boolean more = true; more; ) {
            Duration past = Duration.ofNanos(System.nanoTime() - began);
            Look look = stage.look().since(before);
            more = false;
            for (Scenario.Fact fact : step.facts()) {
                if (!fact.holds().test(look)) {
                    throw new AssertionError(
                            "After “" + step.what() + "” it is not so that " + fact.what() + ": " + look);
                }
                more |= past.compareTo(fact.time()) < 0;
            }
            Thread.sleep(LOOKS_EVERY_MILLIS);
        }
    }
}
