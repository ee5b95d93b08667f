package academy.ascent.grader.check;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.Labs;
import academy.ascent.sandbox.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** A lab of two cases, and cases that somebody has answered already. */
final class GivenCases {
    private GivenCases() {}

    static CaseBook answeredBy(Lab lab, CheckSpec spec, long seed, Supplier<List<Endpoint>> reference) {
        List<double[]> answers = CaseBook.drawn(lab, spec, seed, List::of).referenceAnswers(lab, reference);
        return CaseBook.drawn(lab, spec, seed, () -> answers);
    }

    /**
     * Its first check is {@code predict}.
     *
     * @param more further checks of a point each, as lines of {@code grading}
     */
    static Lab lab(Path root, String... more) throws IOException {
        Path folder = Files.createDirectories(root.resolve("l1-test"));
        Files.writeString(folder.resolve("cases.csv"), "a\n1\n2\n");
        int points = 1 + more.length;
        Files.writeString(
                folder.resolve("lab.yaml"),
                """
                id: l1-test
                title: A lab
                summary: One line.
                level: 1
                module: 01-how
                minutes: 40
                sandbox: cpu-small
                points: %d
                pass: %d
                cooldown: [0s]
                files: {edit: ["k8s/*.yaml"]}
                model: m
                service: s
                grading:
                  - {id: answers, check: predict, points: 1, with: {cases: 2, data: cases.csv, columns: [a], output: p, tolerance: 0.1}}
                """.formatted(points, points)
                        + String.join(
                                "",
                                List.of(more).stream()
                                        .map(check -> "  - " + check + "\n")
                                        .toList()));
        return Labs.read(folder);
    }
}
