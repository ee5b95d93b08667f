package academy.ascent.platform.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * What lint found.
 *
 * @param skipped what could not be checked on this machine, and why
 */
record LintReport(List<Row> rows, List<Finding> findings, List<String> skipped) {
    LintReport {
        rows = List.copyOf(rows);
        findings = List.copyOf(findings);
        skipped = List.copyOf(skipped);
    }

    boolean clean() {
        return findings.isEmpty();
    }

    /** A table of lessons, then what was found as {@code file:line}. */
    String text() {
        var out = new StringBuilder();
        var width = rows.stream().mapToInt(row -> row.lesson().length()).max().orElse(10);
        out.append(String.format(
                Locale.ROOT, "%n%-" + width + "s  %6s  %6s  %8s%n", "lesson", "words", "blocks", "findings"));
        for (var row : rows) {
            out.append(String.format(
                    Locale.ROOT,
                    "%-" + width + "s  %6d  %6d  %8s%n",
                    row.lesson(),
                    row.words(),
                    row.blocks(),
                    row.findings() == 0 ? "-" : row.findings()));
        }
        out.append(System.lineSeparator());
        skipped.forEach(line -> out.append(line).append(System.lineSeparator()));
        for (var finding : findings) {
            out.append(finding.file()).append(':').append(finding.line()).append(": ");
            out.append(finding.message()).append(System.lineSeparator());
        }
        out.append(findings.isEmpty() ? "Nothing to mend." : findings.size() + " to mend.");
        return out.append(System.lineSeparator()).toString();
    }

    void write(Path file) {
        var json = new LinkedHashMap<String, Object>();
        json.put("clean", clean());
        json.put("lessons", rows);
        json.put("findings", findings);
        json.put("skipped", skipped);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    new ObjectMapper()
                                    .enable(SerializationFeature.INDENT_OUTPUT)
                                    .writeValueAsString(json) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /**
     * One lesson.
     *
     * @param words of its body
     * @param blocks of code in it
     */
    record Row(String lesson, int words, int blocks, int findings) {}
}
