package academy.ascent.platform.catalog;

import academy.ascent.grader.lab.Lab;
import java.util.List;

/**
 * The lab that closes a module, as lists show it.
 *
 * @param points the sum over the checks
 * @param pass the points that pass
 */
public record LabEntry(
        String id, String title, String summary, int minutes, int points, int pass, List<LabTarget> targets) {
    public LabEntry {
        targets = List.copyOf(targets);
    }

    static LabEntry of(Lab lab) {
        return new LabEntry(
                lab.id(),
                lab.title(),
                lab.summary(),
                lab.minutes(),
                lab.points(),
                lab.pass(),
                lab.grading().stream().map(LabTarget::of).toList());
    }
}
