package academy.ascent.grader.dockerfile;

import academy.ascent.grader.submission.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A Dockerfile's build stages.
 *
 * <p>Source: Docker's "Dockerfile reference".
 *
 * @param stages in the order of the file; the last one is the image
 */
public record Dockerfile(List<BuildStage> stages) {

    /**
     * What lies between one {@code FROM} and the next.
     *
     * @param from the {@code FROM}
     * @param base the image or the earlier stage, variables of the file's head replaced by their defaults
     * @param name as {@code AS} gives it, in lower case; empty without one
     */
    public record BuildStage(Instruction from, String base, String name, List<Instruction> instructions) {
        public BuildStage {
            instructions = List.copyOf(instructions);
        }
    }

    public Dockerfile {
        stages = List.copyOf(stages);
    }

    /** The image's own stage. */
    public BuildStage last() {
        return stages.getLast();
    }

    /** The earlier stage that a stage is built on, if it is one. */
    public Optional<BuildStage> parent(BuildStage stage) {
        int index = stages.indexOf(stage);
        return stages.subList(0, index).reversed().stream()
                .filter(earlier -> !earlier.name().isEmpty()
                        && earlier.name().equals(stage.base().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The stages whose layers the image has, first the one on a foreign image, last the image's own. */
    public List<BuildStage> shipped() {
        List<BuildStage> chain = new ArrayList<>();
        Optional<BuildStage> stage = Optional.of(last());
        while (stage.isPresent()) {
            chain.add(stage.get());
            stage = parent(stage.get());
        }
        Collections.reverse(chain);
        return chain;
    }

    /** Every instruction of the shipped stages, in the order in which layers are laid. */
    public List<Instruction> shippedInstructions() {
        return shipped().stream()
                .flatMap(stage -> stage.instructions().stream())
                .toList();
    }

    /** Reads a Dockerfile's text; the fault names the first line that Docker would refuse. */
    public static Reading<Dockerfile> parse(String path, String text) {
        return switch (InstructionReader.read(path, text)) {
            case Reading.Unusable<List<Instruction>> unusable -> new Reading.Unusable<>(unusable.fault());
            case Reading.Read<List<Instruction>> read -> stages(path, read.value());
        };
    }

    private static Reading<Dockerfile> stages(String path, List<Instruction> instructions) {
        Map<String, String> defaults = new HashMap<>();
        List<BuildStage> stages = new ArrayList<>();
        int next = 0;
        while (next < instructions.size() && instructions.get(next).is("ARG")) {
            defaults.putAll(instructions.get(next).assignments());
            next++;
        }
        if (next == instructions.size() || !instructions.get(next).is("FROM")) {
            int line = next == instructions.size() ? 0 : instructions.get(next).line();
            return Reading.unusable(path, line, "must begin with FROM (only ARG may stand before it).");
        }
        while (next < instructions.size()) {
            int end = next + 1;
            while (end < instructions.size() && !instructions.get(end).is("FROM")) {
                end++;
            }
            Instruction from = instructions.get(next);
            List<String> words = ShellText.words(from.arguments());
            boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
            if (words.size() != 1 && !named) {
                return Reading.unusable(path, from.line(), "FROM takes an image, or an image AS a name.");
            }
            stages.add(new BuildStage(
                    from,
                    Variables.replace(words.getFirst(), defaults),
                    named ? words.get(2).toLowerCase(Locale.ROOT) : "",
                    instructions.subList(next + 1, end)));
            next = end;
        }
        return new Reading.Read<>(new Dockerfile(stages));
    }
}
