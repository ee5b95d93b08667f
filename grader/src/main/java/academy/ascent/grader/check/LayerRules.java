package academy.ascent.grader.check;

import academy.ascent.grader.dockerfile.Dockerfile;
import academy.ascent.grader.dockerfile.Dockerfile.BuildStage;
import academy.ascent.grader.dockerfile.Instruction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a Dockerfile says of its layers: what they keep although it is deleted, and what changes them needlessly. */
final class LayerRules {
    private static final Set<String> INSTALLERS =
            Set.of("pip", "pip3", "uv", "poetry", "pipenv", "conda", "mamba", "npm", "yarn", "apt-get", "apt");
    private static final Set<String> MAKERS = Set.of("apt-get", "apt", "pip", "pip3", "conda", "mamba", "npm", "yarn");
    private static final Pattern CLEANING = Pattern.compile("clean|autoclean|purge|autoremove|remove|uninstall");

    private final String path;
    private final Dockerfile dockerfile;
    private final Faults faults;

    LayerRules(String path, Dockerfile dockerfile, Faults faults) {
        this.path = path;
        this.dockerfile = dockerfile;
        this.faults = faults;
    }

    /** A RUN that deletes first what it has not made itself only hides it. */
    void noLateDeletion() {
        Set<String> copied = new HashSet<>();
        for (Instruction run : dockerfile.shippedInstructions()) {
            if (run.is("COPY", "ADD")) {
                copied.addAll(targets(run));
            }
            if (!run.is("RUN")) {
                continue;
            }
            boolean made = false;
            for (List<String> command : run.commands()) {
                String program = program(command);
                if (deletes(program, command) && (!made || command.stream().anyMatch(copied::contains))) {
                    faults.add(
                            path,
                            run.line(),
                            "'" + Words.clip(String.join(" ", command), 80) + "' hides what an earlier layer keeps, and"
                                    + " saves nothing; delete in the RUN that made it, or build in a stage of its own.");
                    break;
                }
                made |= !deletes(program, command)
                        && !Set.of("cd", "set", "echo", "export", "true").contains(program);
            }
        }
    }

    /** Where a COPY puts its files, as far as its text tells. */
    private static List<String> targets(Instruction copy) {
        List<String> words =
                copy.exec().orElseGet(() -> List.of(copy.arguments().split("\\s+")));
        String target = words.getLast();
        List<String> targets = new ArrayList<>(List.of(target));
        for (String source : words.subList(0, words.size() - 1)) {
            targets.add((target.endsWith("/") ? target : target + "/") + source.substring(source.lastIndexOf('/') + 1));
        }
        return targets;
    }

    private static boolean deletes(String program, List<String> command) {
        if (program.equals("rm") || program.equals("rmdir")) {
            return true;
        }
        if (program.equals("find")) {
            return command.contains("-delete");
        }
        return MAKERS.contains(program)
                && command.stream()
                        .skip(1)
                        .anyMatch(word -> CLEANING.matcher(word).matches());
    }

    /** Whatever changes in the code then makes every dependency be installed again. */
    void cacheOrder() {
        for (BuildStage stage : dockerfile.stages()) {
            int copied = 0;
            for (Instruction instruction : stage.instructions()) {
                if (instruction.is("COPY", "ADD") && copiesAll(instruction)) {
                    copied = instruction.line();
                } else if (copied > 0 && instruction.is("RUN") && installs(instruction)) {
                    faults.add(
                            path,
                            instruction.line(),
                            "installs dependencies behind the copy of everything in line " + copied
                                    + ", so each change of the code installs them again; copy the list of dependencies"
                                    + " alone, install, then copy the code.");
                    copied = 0;
                }
            }
        }
    }

    private static boolean copiesAll(Instruction copy) {
        if (copy.flags().containsKey("from")) {
            return false;
        }
        List<String> words =
                copy.exec().orElseGet(() -> List.of(copy.arguments().split("\\s+")));
        return words.size() > 1
                && words.subList(0, words.size() - 1).stream()
                        .anyMatch(source -> source.matches("\\.|\\./|\\*|\\./\\*|/"));
    }

    private static boolean installs(Instruction run) {
        return run.commands().stream().anyMatch(command -> {
            String program = program(command);
            boolean module = program.matches("python[\\d.]*")
                    && command.size() > 3
                    && command.get(1).equals("-m")
                    && command.get(2).equals("pip");
            return (INSTALLERS.contains(program) || module)
                    && (command.contains("install") || command.contains("sync") || command.contains("ci"))
                    && command.stream().noneMatch(word -> word.equals(".") || word.equals("--no-deps"));
        });
    }

    private static String program(List<String> command) {
        int first = 0;
        while (first < command.size() - 1
                && (command.get(first).matches("\\w+=.*") || command.get(first).equals("sudo"))) {
            first++;
        }
        String word = command.get(first);
        return word.substring(word.lastIndexOf('/') + 1);
    }
}
