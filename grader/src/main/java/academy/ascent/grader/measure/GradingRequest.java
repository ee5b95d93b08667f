package academy.ascent.grader.measure;

import academy.ascent.sandbox.SandboxName;
import java.nio.file.Path;

/**
 * What to grade.
 *
 * @param lab the lab's folder
 * @param submission the learner's files
 * @param name the sandbox's name; {@code NAME-ref} is used besides for the lab's own reference
 * @param base where sandboxes of this host keep their files
 * @param seed what every random choice is drawn from
 * @param cheap whether only the checks count that measure nothing
 */
public record GradingRequest(
        Path lab, Path submission, SandboxName name, Path base, long seed, boolean cheap) {

    /** Every check counts. */
    public GradingRequest(Path lab, Path submission, SandboxName name, Path base, long seed) {
        this(lab, submission, name, base, seed, false);
    }

    SandboxName reference() {
        return new SandboxName(name.value() + "-ref");
    }

    /** Where files are laid out; removed at the end. */
    Path scratch() {
        return base.resolve("gradings").resolve(name.value());
    }
}
