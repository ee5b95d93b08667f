package academy.ascent.grader.dockerfile;

import academy.ascent.grader.submission.Fault;
import academy.ascent.grader.submission.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Joins continued lines, takes comments out and heredocs in, line by line, in one pass. */
final class InstructionReader {
    private static final int MOST_INSTRUCTIONS = 2000;
    private static final Set<String> KEYWORDS = Set.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");
    private static final Set<String> WITH_HEREDOC = Set.of("RUN", "COPY", "ADD");
    private static final Pattern HEREDOC =
            Pattern.compile("(?<![<\\w])<<(-?)([\"']?)([A-Za-z_]\\w*)\\2(?=\\s|$|[;&|>)])");
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([A-Za-z]+)\\s*=\\s*(\\S+)\\s*");

    private final String path;
    private final List<String> lines;
    private final List<Instruction> instructions = new ArrayList<>();
    private char escape = '\\';
    private int next;

    private InstructionReader(String path, List<String> lines) {
        this.path = path;
        this.lines = lines;
    }

    static Reading<List<Instruction>> read(String path, String text) {
        InstructionReader reader =
                new InstructionReader(path, text.replace("\ufeff", "").lines().toList());
        Optional<Fault> fault = reader.all();
        return fault.<Reading<List<Instruction>>>map(Reading.Unusable::new)
                .orElseGet(() -> new Reading.Read<>(List.copyOf(reader.instructions)));
    }

    private Optional<Fault> all() {
        directives();
        while (next < lines.size()) {
            if (isNothing(lines.get(next))) {
                next++;
                continue;
            }
            if (instructions.size() == MOST_INSTRUCTIONS) {
                return fault(next + 1, "is the instruction after " + MOST_INSTRUCTIONS + ", the most that are read.");
            }
            int line = next + 1;
            String text = joined();
            String keyword = text.strip().split("\\s+", 2)[0].toUpperCase(Locale.ROOT);
            if (!KEYWORDS.contains(keyword)) {
                return fault(line, "'" + clip(keyword) + "' is no instruction of a Dockerfile.");
            }
            List<String> heredocs = new ArrayList<>();
            if (WITH_HEREDOC.contains(keyword)) {
                Optional<Fault> open = heredocs(text, line, heredocs);
                if (open.isPresent()) {
                    return open;
                }
            }
            Instruction instruction = Instruction.of(line, text, heredocs);
            if (instruction.arguments().isEmpty()) {
                return fault(line, keyword + " has nothing behind it.");
            }
            instructions.add(instruction);
        }
        return Optional.empty();
    }

    /** Comments at the very top may set the escape character. */
    private void directives() {
        for (int i = 0; i < lines.size(); i++) {
            Matcher directive = DIRECTIVE.matcher(lines.get(i).strip());
            if (!directive.matches()) {
                return;
            }
            if (directive.group(1).equalsIgnoreCase("escape")
                    && directive.group(2).equals("`")) {
                escape = '`';
            }
        }
    }

    private String joined() {
        StringBuilder text = new StringBuilder();
        while (next < lines.size()) {
            String line = lines.get(next++);
            if (isNothing(line) && !text.isEmpty()) {
                continue;
            }
            String stripped = line.stripTrailing();
            if (stripped.isEmpty() || stripped.charAt(stripped.length() - 1) != escape) {
                return text.append(line).toString();
            }
            text.append(stripped, 0, stripped.length() - 1);
        }
        return text.toString();
    }

    private Optional<Fault> heredocs(String text, int line, List<String> bodies) {
        Matcher heredoc = HEREDOC.matcher(text);
        while (heredoc.find()) {
            boolean tabs = !heredoc.group(1).isEmpty();
            StringBuilder body = new StringBuilder();
            boolean ended = false;
            while (next < lines.size() && !ended) {
                String content = tabs ? lines.get(next).replaceFirst("^\t+", "") : lines.get(next);
                next++;
                ended = content.equals(heredoc.group(3));
                if (!ended) {
                    body.append(content).append('\n');
                }
            }
            if (!ended) {
                return fault(line, "the heredoc " + clip(heredoc.group(3)) + " never ends.");
            }
            bodies.add(body.toString());
        }
        return Optional.empty();
    }

    private static boolean isNothing(String line) {
        String stripped = line.strip();
        return stripped.isEmpty() || stripped.startsWith("#");
    }

    private Optional<Fault> fault(int line, String message) {
        return Optional.of(new Fault(path, line, message));
    }

    private static String clip(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
