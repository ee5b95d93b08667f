package academy.ascent.benchmarks.drift;

import java.util.List;
import java.util.Map;

/**
 * What Evidently took.
 *
 * @param run of a report with its drift preset, data sets already made
 * @param tests of its tests alone, without the report around them
 */
public record PeerFindings(
        Map<String, String> versions, List<Timing> run, List<Timing> tests, Map<String, OurFindings.Score> columns) {}
