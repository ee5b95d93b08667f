package academy.ascent.grader.check;

import academy.ascent.grader.dockerfile.Dockerfile;
import academy.ascent.grader.dockerfile.Dockerfile.BuildStage;
import academy.ascent.grader.dockerfile.Instruction;
import academy.ascent.grader.dockerfile.Variables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a Dockerfile says of the image as a whole: its base, its user, its program, its stages. */
final class ImageRules {
    private final String path;
    private final Dockerfile dockerfile;
    private final Faults faults;

    ImageRules(String path, Dockerfile dockerfile, Faults faults) {
        this.path = path;
        this.dockerfile = dockerfile;
        this.faults = faults;
    }

    void pinnedBase() {
        for (BuildStage stage : dockerfile.stages()) {
            String base = stage.base();
            if (base.equals("scratch") || dockerfile.parent(stage).isPresent()) {
                continue;
            }
            if (base.contains("$")) {
                fault(
                        stage.from(),
                        "the base image " + base + " depends on an ARG without a default; write a version.");
            } else if (base.matches(".+@sha256:[0-9a-f]{64}")) {
                continue;
            } else if (base.contains("@")) {
                fault(stage.from(), "the base image " + base + " has no whole digest (sha256: and 64 hex digits).");
            } else {
                String tag = base.substring(base.lastIndexOf('/') + 1);
                if (!tag.contains(":") || tag.endsWith(":latest") || tag.endsWith(":")) {
                    fault(
                            stage.from(),
                            "the base image " + base + " is whatever is newest on the day of the build; name a version"
                                    + " or a digest.");
                }
            }
        }
    }

    void nonRoot() {
        Optional<Instruction> user = last("USER");
        if (user.isEmpty()) {
            fault(dockerfile.last().from(), "no USER is set, so the program runs as root; add one before CMD.");
            return;
        }
        String name = Variables.replace(user.get().arguments(), variables())
                .split(":", 2)[0]
                .strip();
        if (name.isEmpty() || name.equals("root") || name.matches("0+")) {
            fault(user.get(), "USER " + name + " is root; name another user.");
        } else if (name.contains("$")) {
            fault(user.get(), "USER " + name + " depends on a variable without a value; name a user.");
        }
    }

    void execForm() {
        Optional<Instruction> entrypoint = last("ENTRYPOINT");
        Optional<Instruction> command = last("CMD");
        if (entrypoint.isEmpty() && command.isEmpty()) {
            fault(dockerfile.last().from(), "neither CMD nor ENTRYPOINT says what is started; add one in exec form.");
        }
        entrypoint.ifPresent(this::execForm);
        command.ifPresent(this::execForm);
    }

    private void execForm(Instruction instruction) {
        Optional<List<String>> words = instruction.exec();
        if (words.isEmpty()) {
            fault(
                    instruction,
                    instruction.keyword() + " is in shell form: a shell gets SIGTERM and the program does not, so it is"
                            + " killed instead of drained. Write " + instruction.keyword()
                            + " [\"program\", \"argument\"].");
        } else if (words.get().size() > 2
                && words.get().getFirst().matches("(/usr)?(/bin/)?(ba|da)?sh")
                && words.get().get(1).matches("-\\w*c")
                && !words.get().get(2).strip().startsWith("exec ")) {
            fault(
                    instruction,
                    instruction.keyword()
                            + " starts a shell, which gets SIGTERM instead of the program; start the program"
                            + " itself, or begin the script with exec.");
        }
    }

    void multiStage() {
        if (dockerfile.stages().size() < 2) {
            fault(
                    dockerfile.last().from(),
                    "there is one stage, so what built the image is shipped with it; add a stage.");
            return;
        }
        boolean copies = dockerfile.shippedInstructions().stream()
                .anyMatch(instruction ->
                        instruction.is("COPY") && instruction.flags().containsKey("from"));
        if (!copies) {
            fault(
                    dockerfile.last().from(),
                    "the image copies nothing from an earlier stage; take what was built with COPY --from.");
        }
    }

    /** The last instruction of a kind that the image has, in its own stage or one that it is built on. */
    private Optional<Instruction> last(String keyword) {
        return dockerfile.shippedInstructions().reversed().stream()
                .filter(instruction -> instruction.is(keyword))
                .findFirst();
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        for (Instruction instruction : dockerfile.shippedInstructions()) {
            if (instruction.is("ENV", "ARG")) {
                instruction
                        .assignments()
                        .forEach((name, value) -> variables.put(name, Variables.replace(value, variables)));
            }
        }
        return variables;
    }

    private void fault(Instruction instruction, String message) {
        faults.add(path, instruction.line(), message);
    }
}
