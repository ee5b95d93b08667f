package academy.ascent.grader.lint;

import academy.ascent.grader.check.Checks;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.lint.LabFinding.Kind;
import academy.ascent.grader.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lints labs: what can be told without grading, then every variant. */
final class LabLint {
    private static final int MOST_GRADINGS = 3;

    private final VariantGrader grader;
    private final VerdictCache cache;
    private final boolean cheap;

    LabLint(VariantGrader grader, VerdictCache cache, boolean cheap) {
        this.grader = grader;
        this.cache = cache;
        this.cheap = cheap;
    }

    List<LabReport> run(List<Path> folders, ProgressLine progress) {
        List<Candidate> candidates = folders.stream().map(this::read).toList();
        candidates.stream()
                .flatMap(candidate -> candidate.variants().stream())
                .filter(variant -> cache.find(variant).isEmpty())
                .forEach(variant -> progress.expect(variant, cache.lastTook(variant)));
        List<LabReport> reports = new ArrayList<>();
        for (Candidate candidate : candidates) {
            reports.add(report(candidate, progress));
        }
        return reports;
    }

    /**
     * @param report what is known before anything is graded
     * @param variants what is to be graded; none if the lab cannot be used
     */
    private record Candidate(LabReport report, List<Variant> variants) {}

    private Candidate read(Path folder) {
        try {
            Lab lab = Labs.read(folder);
            List<Variant> whole = Variant.of(lab, lab);
            Map<String, List<String>> probes = LabRules.probes(lab, whole);
            LabReport report = new LabReport(lab.id(), lab.digest(), List.of(), probes, LabRules.findings(lab, whole));
            Lab graded = cheap ? lab.with(spec -> !Checks.of(spec).measures()) : lab;
            return new Candidate(
                    report,
                    Variant.of(lab, graded).stream().filter(this::isTold).toList());
        } catch (LabException e) {
            String name = String.valueOf(folder.getFileName());
            LabFinding finding = new LabFinding(Kind.UNUSABLE, name, "lab.yaml", String.valueOf(e.getMessage()));
            return new Candidate(new LabReport(name, "", List.of(), Map.of(), List.of(finding)), List.of());
        }
    }

    /** What only a measuring check should catch would pass here, and tell nothing that the solution does not. */
    private boolean isTold(Variant variant) {
        return !cheap
                || !(variant instanceof Variant.Flawed)
                || !variant.fails().isEmpty();
    }

    private LabReport report(Candidate candidate, ProgressLine progress) {
        LabReport known = candidate.report();
        List<LabFinding> findings = new ArrayList<>(known.findings());
        List<VariantReport> variants = new ArrayList<>();
        for (Variant variant : candidate.variants()) {
            variants.add(grade(variant, findings, progress));
        }
        return new LabReport(known.id(), known.digest(), variants, known.coverage(), findings);
    }

    private VariantReport grade(Variant variant, List<LabFinding> findings, ProgressLine progress) {
        Optional<Grade> kept = cache.find(variant);
        if (kept.isPresent()) {
            List<LabFinding> found = judge(variant, kept.get());
            if (found.isEmpty()) {
                return VariantReport.of(variant, kept.get(), 0, true);
            }
        }
        for (int gradings = 1; ; gradings++) {
            progress.begin(variant);
            Grade grade = grader.grade(variant, progress::update);
            List<LabFinding> found = judge(variant, grade);
            boolean last = grade.isDecided()
                    || !new Comparison(variant, grade).contradictions().isEmpty();
            VariantReport report = VariantReport.of(variant, grade, gradings, found.isEmpty());
            progress.end(variant, report);
            if (last || gradings == MOST_GRADINGS) {
                if (found.isEmpty()) {
                    cache.keep(variant, grade);
                }
                findings.addAll(found);
                return report;
            }
        }
    }

    private static List<LabFinding> judge(Variant variant, Grade grade) {
        Comparison comparison = new Comparison(variant, grade);
        List<LabFinding> found = new ArrayList<>(comparison.contradictions());
        if (found.isEmpty() && !grade.isDecided()) {
            found.add(open(variant, grade));
        }
        if (found.isEmpty()) {
            found.addAll(comparison.narrowOnes());
        }
        return found;
    }

    private static LabFinding open(Variant variant, Grade grade) {
        boolean faulted = grade.verdict() instanceof Verdict.Faulted;
        String message = grade.words() + "; graded " + MOST_GRADINGS + " times. "
                + (faulted
                        ? "This machine or the grader is to blame, not the lab."
                        : "Lint on a machine with less else to do; if it stays so, the variant stands too near its target.");
        return new LabFinding(
                faulted ? Kind.FAULTED : Kind.INCONCLUSIVE, variant.lab().id(), variant.name(), message);
    }
}
