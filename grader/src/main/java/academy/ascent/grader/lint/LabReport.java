package academy.ascent.grader.lint;

import java.util.List;
import java.util.Map;

/**
 * One lab in the report.
 *
 * @param digest of everything in its folder; empty if it could not be read
 * @param coverage for each check, by id: the flawed variants that declare it
 */
record LabReport(
        String id,
        String digest,
        List<VariantReport> variants,
        Map<String, List<String>> coverage,
        List<LabFinding> findings) {}
