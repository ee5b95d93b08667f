package academy.ascent.sandbox.trace;

import academy.ascent.sandbox.ManifestFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Acts, and what is waited for after each of them.
 *
 * @param name unique, in words
 */
public record Scenario(String name, List<Step> steps) {
    public Scenario {
        steps = List.copyOf(steps);
    }

    /**
     * One act.
     *
     * @param what the act in words
     * @param act is given what was seen before it
     * @param milestones all of them are waited for, in whatever order they come
     * @param facts what holds when they have all come, and as long as it says
     */
    public record Step(String what, BiConsumer<Stage, Look> act, List<Milestone> milestones, List<Fact> facts) {}

    /**
     * Something that is first seen at some time after an act.
     *
     * @param soonerHere whether a sandbox of this machine is known to be sooner, for its learner's sake
     */
    public record Milestone(String what, Predicate<Look> seen, boolean soonerHere) {}

    /** Something that stays so for a time. */
    public record Fact(String what, Predicate<Look> holds, Duration time) {}

    /** How a trace names a milestone. */
    static String mark(Step step, Milestone milestone) {
        return step.what() + ": " + milestone.what();
    }

    /** The marks at which a sandbox of this machine may be sooner. */
    Set<String> soonerHere() {
        return steps.stream()
                .flatMap(step -> step.milestones().stream()
                        .filter(Milestone::soonerHere)
                        .map(milestone -> mark(step, milestone)))
                .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return name;
    }

    static Script script(String name) {
        return new Script(name);
    }

    /** Puts a scenario together. */
    static final class Script {
        private final String name;
        private final List<Step> steps = new ArrayList<>();

        private Script(String name) {
            this.name = name;
        }

        Script act(String what, BiConsumer<Stage, Look> act) {
            steps.add(new Step(what, act, new ArrayList<>(), new ArrayList<>()));
            return this;
        }

        Script apply(String what, List<ManifestFile> manifests) {
            return act(what, (stage, look) -> stage.apply(manifests));
        }

        Script kill() {
            return act(
                    "the container is killed",
                    (stage, look) -> stage.kill(look.pods().getFirst().name()));
        }

        Script delete() {
            return act(
                    "the pod is deleted",
                    (stage, look) -> stage.delete(look.pods().getFirst().name()));
        }

        Script undo(String what) {
            return act(what, (stage, look) -> stage.undo());
        }

        Script until(String what, Predicate<Look> seen) {
            steps.getLast().milestones().add(new Milestone(what, seen, false));
            return this;
        }

        Script sooner(String what, Predicate<Look> seen) {
            steps.getLast().milestones().add(new Milestone(what, seen, true));
            return this;
        }

        Script holds(String what, Duration time, Predicate<Look> holds) {
            steps.getLast().facts().add(new Fact(what, holds, time));
            return this;
        }

        Scenario end() {
            return new Scenario(name, steps);
        }
    }
}
