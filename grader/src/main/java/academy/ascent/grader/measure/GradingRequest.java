package academy.ascent.grader.measure;

import academy.ascent.sandbox.SandboxName;
import java.nio.file.Path;

/**
 * What to grade.
 *
 * @param lab the lab's folder
 * @param submission the learner's files
 * @param name the sandbox's name; {@code NAME-ref} and others are used beside it for what must run apart
 * @param base where sandboxes of this host keep their files
 * @param seed what every random choice is drawn from
 * @param cheap whether only the checks count that measure nothing
 */
public record GradingRequest(Path lab, Path submission, SandboxName name, Path base, long seed, boolean cheap) {

    /** Every check counts. */
    public GradingRequest(Path lab, Path submission, SandboxName name, Path base, long seed) {
        this(lab, submission, name, base, seed, false);
    }

    SandboxName reference() {
        return beside("ref");
    }

    /**
     * The name of a sandbox beside the submission's own.
     *
     * @param purpose at most three letters, so that the name stays a sandbox's name
     */
    SandboxName beside(String purpose) {
        return new SandboxName(name.value() + "-" + purpose);
    }

    /** Where files are laid out; removed at the end. */
    Path scratch() {
        return base.resolve("gradings").resolve(name.value());
    }
}
