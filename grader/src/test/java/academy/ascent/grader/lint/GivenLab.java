package academy.ascent.grader.lint;

import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A lab in a temporary folder, with a check that measures nothing and one that does, and grades of it. */
record GivenLab(Path folder) {
    static final String YAML = """
            id: l1-test
            title: A lab
            summary: One line.
            level: 1
            module: 01-how
            minutes: 40
            sandbox: cpu-small
            points: 100
            pass: 80
            cooldown: [0s]
            files: {edit: ["serving.yaml"], hidden: ["grading/**"]}
            model: tumour
            service: tumour
            grading:
              - {id: deploy, check: deploy, points: 40, must: true, with: {ready-within: 30s}}
              - {id: latency, check: load, points: 60, with: {rate: 200/s, for: 10s, p95: 50ms}}
            starter: {fails: [latency]}
            """;

    static GivenLab in(Path root) throws IOException {
        GivenLab lab = new GivenLab(Files.createDirectories(root.resolve("l1-test")));
        lab.write("lab.yaml", YAML);
        lab.write("guide.adoc", "= A guide");
        lab.write("starter/serving.yaml", "a: 1");
        lab.write("solution/serving.yaml", "a: 2");
        lab.flaw("never-ready", "deploy", "a: 3");
        lab.flaw("slow", "latency", "a: 4");
        return lab;
    }

    void flaw(String name, String fails, String serving) throws IOException {
        write("flawed/" + name + "/flaw.yaml", "why: It is wrong.\nfails: [" + fails + "]\n");
        write("flawed/" + name + "/serving.yaml", serving);
    }

    void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    Lab read() {
        return Labs.read(folder);
    }

    Variant variant(String name) {
        return Variant.of(read(), read()).stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What a right grading of a variant says. */
    static Grade asDeclared(Variant variant) {
        CheckResult[] results = variant.lab().grading().stream()
                .map(spec -> result(spec.id(), variant.fails().contains(spec.id()) ? Outcome.FAILED : Outcome.PASSED))
                .toArray(CheckResult[]::new);
        return grade(variant.fails().isEmpty() ? new Verdict.Passed(100) : new Verdict.Failed(0, "why"), results);
    }

    static Grade grade(Verdict verdict, CheckResult... results) {
        return new Grade(verdict, Arrays.asList(results), 12_000);
    }

    static CheckResult result(String id, Outcome outcome, Measurement... measurements) {
        int points = outcome == Outcome.PASSED ? 10 : 0;
        String title = id + " " + outcome.name().toLowerCase(Locale.ROOT);
        return new CheckResult(
                id,
                "kind",
                Ground.MEASURED,
                outcome,
                10,
                points,
                false,
                title,
                "why",
                null,
                List.of(measurements),
                List.of());
    }

    static Measurement p95(double millis) {
        return new Measurement("p95", millis, "ms", null, null, 50.0, Measurement.Relation.AT_MOST);
    }
}
