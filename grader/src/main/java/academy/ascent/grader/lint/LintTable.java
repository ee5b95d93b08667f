package academy.ascent.grader.lint;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A lint of labs as tables for people. */
final class LintTable {
    private LintTable() {}

    static void print(PrintStream out, List<LabReport> reports) {
        for (LabReport report : reports) {
            out.printf("%n%s%n", report.id());
            if (!report.variants().isEmpty()) {
                variants(out, report.variants());
                coverage(out, report);
            }
        }
        List<LabFinding> findings =
                reports.stream().flatMap(report -> report.findings().stream()).toList();
        out.println();
        findings.forEach(finding -> out.println(finding.line()));
        out.println(findings.isEmpty() ? "Nothing to mend." : findings.size() + " to mend.");
    }

    private static void variants(PrintStream out, List<VariantReport> variants) {
        int width = width(variants.stream().map(VariantReport::name).toList(), "variant");
        int expected = width(
                variants.stream()
                        .map(VariantReport::expected)
                        .map(ProgressLine::list)
                        .toList(),
                "must fail");
        int failed = width(
                variants.stream()
                        .map(VariantReport::failed)
                        .map(ProgressLine::list)
                        .toList(),
                "failed");
        String form = "  %-6s  %-" + width + "s  %-" + expected + "s  %-" + failed + "s  %7s  %7s  %s%n";
        out.printf(form, "", "variant", "must fail", "failed", "points", "time", "");
        for (VariantReport variant : variants) {
            out.printf(
                    form,
                    variant.asDeclared() ? "ok" : "NOT OK",
                    variant.name(),
                    ProgressLine.list(variant.expected()),
                    ProgressLine.list(variant.failed()),
                    variant.grade().earned() + "/" + variant.grade().points(),
                    String.format(Locale.ROOT, "%.1f s", variant.grade().millis() / 1e3),
                    note(variant));
        }
    }

    private static String note(VariantReport variant) {
        return switch (variant.gradings()) {
            case 0 -> "kept";
            case 1 -> "";
            default -> "graded " + variant.gradings() + " times";
        };
    }

    /** Which flawed variant each check must catch; a check that was not graded now stands in brackets. */
    private static void coverage(PrintStream out, LabReport report) {
        Set<String> graded = Set.copyOf(report.variants().stream()
                .flatMap(variant -> variant.grade().results().stream())
                .map(result -> result.id())
                .toList());
        int width = width(report.coverage().keySet(), "check") + 2;
        out.printf("  %-" + width + "s  caught%n", "check");
        report.coverage()
                .forEach((check, names) -> out.printf(
                        "  %-" + width + "s  %s%n",
                        graded.contains(check) ? check : "(" + check + ")",
                        names.isEmpty() ? "NOTHING" : String.join(", ", names)));
    }

    private static int width(Iterable<String> texts, String header) {
        int width = header.length();
        for (String text : texts) {
            width = Math.max(width, text.length());
        }
        return width;
    }
}
