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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Lints labs: what can be told without grading, then every variant. */
final class LabLint {
    private static final int MOST_GRADINGS = 3;

    private final VariantGrader grader;
    private final VerdictCache cache;
    private final boolean cheap;
    private final int atOnce;

    /** @param atOnce how many variants are graded at the same time */
    LabLint(VariantGrader grader, VerdictCache cache, boolean cheap, int atOnce) {
        this.grader = grader;
        this.cache = cache;
        this.cheap = cheap;
        this.atOnce = atOnce;
    }

    List<LabReport> run(List<Path> folders, ProgressLine progress) {
        List<Candidate> candidates = folders.stream().map(this::read).toList();
        candidates.stream()
                .flatMap(candidate -> candidate.variants().stream())
                .filter(variant -> cache.find(variant).isEmpty())
                .forEach(variant -> progress.expect(variant, cache.lastTook(variant)));
        ExecutorService lanes = Executors.newFixedThreadPool(atOnce);
        try {
            List<List<Future<Graded>>> begun = candidates.stream()
                    .map(candidate -> candidate.variants().stream()
                            .map(variant -> lanes.submit(() -> grade(variant, progress)))
                            .toList())
                    .toList();
            return IntStream.range(0, candidates.size())
                    .mapToObj(i -> report(candidates.get(i), begun.get(i)))
                    .toList();
        } finally {
            lanes.shutdownNow();
        }
    }

    /** @param findings what is to be mended in it */
    private record Graded(VariantReport report, List<LabFinding> findings) {}

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

    private static LabReport report(Candidate candidate, List<Future<Graded>> begun) {
        LabReport known = candidate.report();
        List<LabFinding> findings = new ArrayList<>(known.findings());
        List<VariantReport> variants = new ArrayList<>();
        for (Future<Graded> variant : begun) {
            Graded graded = ended(variant);
            variants.add(graded.report());
            findings.addAll(graded.findings());
        }
        return new LabReport(known.id(), known.digest(), variants, known.coverage(), findings);
    }

    private static Graded ended(Future<Graded> variant) {
        try {
            return variant.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException("Grading broke", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while grading", e);
        }
    }

    private Graded grade(Variant variant, ProgressLine progress) {
        Optional<Grade> kept = cache.find(variant);
        if (kept.isPresent() && judge(variant, kept.get()).isEmpty()) {
            return new Graded(VariantReport.of(variant, kept.get(), 0, true), List.of());
        }
        for (int gradings = 1; ; gradings++) {
            progress.begin(variant);
            Grade grade = grader.grade(variant, (fraction, line) -> progress.update(variant, fraction, line));
            List<LabFinding> found = judge(variant, grade);
            boolean last = grade.isDecided()
                    || !new Comparison(variant, grade).contradictions().isEmpty();
            VariantReport report = VariantReport.of(variant, grade, gradings, found.isEmpty());
            progress.end(variant, report);
            if (last || gradings == MOST_GRADINGS) {
                if (found.isEmpty()) {
                    cache.keep(variant, grade);
                }
                return new Graded(report, found);
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
