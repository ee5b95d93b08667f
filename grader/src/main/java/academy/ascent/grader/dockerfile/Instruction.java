package academy.ascent.grader.dockerfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One instruction of a Dockerfile.
 *
 * @param line where it begins, from 1 on
 * @param keyword in capitals, for example {@code RUN}
 * @param flags by name without hyphens, for example {@code from}
 * @param arguments what follows the flags, its continued lines joined, without the bodies of heredocs
 * @param heredocs the bodies of its heredocs
 */
public record Instruction(
        int line, String keyword, Map<String, String> flags, String arguments, List<String> heredocs) {
    private static final int MOST_FLAGS = 20;
    private static final JsonMapper MAPPER = new JsonMapper();

    public Instruction {
        flags = Map.copyOf(flags);
        heredocs = List.copyOf(heredocs);
    }

    static Instruction of(int line, String text, List<String> heredocs) {
        String[] parts = text.strip().split("\\s+", 2);
        String rest = parts.length == 2 ? parts[1] : "";
        Map<String, String> flags = new LinkedHashMap<>();
        while (rest.startsWith("--") && flags.size() < MOST_FLAGS) {
            String[] flag = rest.split("\\s+", 2);
            String[] sides = flag[0].substring(2).split("=", 2);
            flags.put(sides[0], sides.length == 2 ? sides[1] : "");
            rest = flag.length == 2 ? flag[1] : "";
        }
        return new Instruction(line, parts[0].toUpperCase(Locale.ROOT), flags, rest.strip(), heredocs);
    }

    /** Whether it is one of these. */
    public boolean is(String... keywords) {
        return List.of(keywords).contains(keyword);
    }

    /** The words of the exec form, {@code ["a", "b"]}; empty for the shell form, which is also what a broken list is. */
    public Optional<List<String>> exec() {
        if (!arguments.startsWith("[")) {
            return Optional.empty();
        }
        try {
            JsonNode list = MAPPER.readTree(arguments);
            List<String> words = new ArrayList<>();
            for (JsonNode word : list) {
                if (!word.isTextual()) {
                    return Optional.empty();
                }
                words.add(word.asText());
            }
            return Optional.of(List.copyOf(words));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The commands that it runs, each as its words. */
    public List<List<String>> commands() {
        if (exec().isPresent()) {
            List<String> words = exec().get();
            boolean shell = words.size() == 3
                    && words.getFirst().matches("(/bin/)?(ba|da)?sh")
                    && words.get(1).matches("-\\w*c");
            return shell ? ShellText.commands(words.get(2)) : List.of(words);
        }
        List<List<String>> commands = new ArrayList<>();
        for (List<String> command : ShellText.commands(arguments)) {
            List<String> words = command.stream()
                    .filter(word -> !word.matches("<<-?[A-Za-z_]\\w*"))
                    .toList();
            if (!words.isEmpty()) {
                commands.add(words);
            }
        }
        heredocs.forEach(body -> commands.addAll(ShellText.commands(body)));
        return commands;
    }

    /** The names and values of an {@code ENV}, {@code ARG} or {@code LABEL}; one without a value has an empty one. */
    public Map<String, String> assignments() {
        Map<String, String> assignments = new LinkedHashMap<>();
        List<String> words = ShellText.words(arguments);
        if (is("ENV") && words.size() > 1 && !words.getFirst().contains("=")) {
            // The old form: ENV name value.
            assignments.put(words.getFirst(), String.join(" ", words.subList(1, words.size())));
            return assignments;
        }
        for (String word : words) {
            String[] sides = word.split("=", 2);
            assignments.put(sides[0], sides.length == 2 ? sides[1] : "");
        }
        return assignments;
    }
}
