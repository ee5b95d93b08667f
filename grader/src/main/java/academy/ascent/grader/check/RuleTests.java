package academy.ascent.grader.check;

import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.metrics.Promtool;
import academy.ascent.grader.submission.Workspace;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A lab's unit tests of rules.
 *
 * @param file in the lab's folder
 * @param hidden whether nothing of what they feed and expect may be told
 */
record RuleTests(Path file, boolean hidden) {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String COPY = "ascent-rule-tests.yaml";
    private static final int LONGEST = 300;

    /** How promtool tells of an alert: its name, the time, and whether nothing was expected and nothing came. */
    private static final Pattern UNMET =
            Pattern.compile("(?s)alertname: (\\S+), time: (\\S+),\\s+exp:\\[(\\]?).*?got:\\[(\\]?)");

    /** @throws LabException if the lab lacks the file */
    static RuleTests of(Lab lab, String path) {
        Path file = lab.folder().resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new LabException("Lab " + lab.id() + ": the tests of rules at " + path + " are not there; add them");
        }
        return new RuleTests(file, lab.files().isHidden(path));
    }

    /** Lets promtool read the rules, and then test them if there are tests. */
    static void evaluate(
            Promtool promtool, Workspace workspace, List<String> files, Optional<RuleTests> tests, Faults faults) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("ascent-rules");
            layOut(workspace, files, folder);
            Optional<String> fault = refused(promtool, folder, files);
            if (fault.isPresent()) {
                faults.add(String.join(", ", files), 0, fault.get());
            } else if (tests.isPresent()) {
                tests.get().run(promtool, folder).forEach(unmet -> faults.add(String.join(", ", files), 0, unmet));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lay out the rules for promtool", e);
        } finally {
            remove(folder);
        }
    }

    private static void layOut(Workspace workspace, List<String> files, Path folder) throws IOException {
        for (String file : files) {
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(workspace.folder().resolve(file), copy);
        }
    }

    private static Optional<String> refused(Promtool promtool, Path folder, List<String> files) {
        List<String> arguments = new ArrayList<>(List.of("check", "rules", "--lint=none", "--"));
        arguments.addAll(files);
        Promtool.Answer answer = promtool.run(folder, LIMIT, arguments);
        return answer.passed()
                ? Optional.empty()
                : Optional.of("Prometheus refuses the rules: " + Words.clip(answer.output(), LONGEST));
    }

    private Set<String> run(Promtool promtool, Path folder) throws IOException {
        Files.copy(file, folder.resolve(COPY), StandardCopyOption.REPLACE_EXISTING);
        Promtool.Answer answer = promtool.run(folder, LIMIT, List.of("test", "rules", COPY));
        return answer.passed() ? Set.of() : unmet(answer.output());
    }

    /** What promtool said, in words that do not give away hidden tests. */
    private Set<String> unmet(String output) {
        Set<String> unmet = new LinkedHashSet<>();
        Matcher each = UNMET.matcher(output);
        while (each.find()) {
            boolean silent = !each.group(3).isEmpty();
            boolean nothing = !each.group(4).isEmpty();
            String what = nothing
                    ? " does not fire when it must"
                    : silent
                            ? " fires when it must stay silent"
                            : " fires with other labels or annotations than it must, or not as often";
            unmet.add("the alert " + each.group(1) + what + (hidden ? "" : ", at " + each.group(2))
                    + ", in the lab's tests; replay such an incident with promtool test rules.");
        }
        if (unmet.isEmpty()) {
            unmet.add("the rules do not do what the lab's tests ask"
                    + (hidden ? "." : ": " + Words.clip(output, LONGEST)));
        }
        return unmet;
    }

    private static void remove(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }
}
