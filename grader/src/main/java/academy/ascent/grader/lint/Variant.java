package academy.ascent.grader.lint;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Flaw;
import academy.ascent.grader.lab.Flaws;
import academy.ascent.grader.lab.Lab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One state of a lab's files that is graded, and the checks that must fail on it, and no others. */
sealed interface Variant {

    Lab lab();

    /** Its place below the lab's folder, such as {@code flawed/one-replica}. */
    String name();

    /** The ids of the checks that must fail, in the lab's order, of those that the lab has. */
    List<String> fails();

    /** What a learner would hand in; laid out in {@code scratch} where it does not lie in one folder. */
    Path submission(Path scratch);

    /**
     * Every variant of a lab: the solution, the starter, then the flawed ones by name.
     *
     * @param graded the lab with the checks that are graded now
     */
    static List<Variant> of(Lab lab, Lab graded) {
        List<Variant> variants = new ArrayList<>(List.of(new Solution(graded), new Starter(graded)));
        Flaws.of(lab).forEach(flaw -> variants.add(new Flawed(graded, flaw)));
        return variants;
    }

    /** What earns every point. */
    record Solution(Lab lab) implements Variant {
        @Override
        public String name() {
            return "solution";
        }

        @Override
        public List<String> fails() {
            return List.of();
        }

        @Override
        public Path submission(Path scratch) {
            return lab.folder().resolve(name());
        }
    }

    /** What a learner begins with. */
    record Starter(Lab lab) implements Variant {
        @Override
        public String name() {
            return "starter";
        }

        @Override
        public List<String> fails() {
            return ids(lab, spec -> lab.starterFails().contains(spec.id()));
        }

        @Override
        public Path submission(Path scratch) {
            return lab.folder().resolve(name());
        }
    }

    /** The solution with one mistake. */
    record Flawed(Lab lab, Flaw flaw) implements Variant {
        @Override
        public String name() {
            return "flawed/" + flaw.name();
        }

        @Override
        public List<String> fails() {
            return ids(lab, spec -> flaw.fails().contains(spec.id()));
        }

        @Override
        public Path submission(Path scratch) {
            Path target = scratch.resolve("submission");
            Flaws.materialise(lab, flaw, target);
            return target;
        }
    }

    private static List<String> ids(Lab lab, Predicate<CheckSpec> chosen) {
        return lab.grading().stream().filter(chosen).map(CheckSpec::id).toList();
    }
}
