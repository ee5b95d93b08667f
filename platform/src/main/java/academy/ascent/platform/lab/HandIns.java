package academy.ascent.platform.lab;

import academy.ascent.grader.lab.Lab;
import academy.ascent.site.lab.LabPage;
import java.util.List;
import java.util.Map;

/** What labs' pages say about handed in work; grading answers it, since it knows labs and not the other way round. */
public interface HandIns {
    /** What was handed in for a lab and whether more may be. */
    LabPage.HandIn of(long account, Lab lab);

    /** The state and result of each lab that something was handed in for, by lab id. */
    Map<String, Brief> briefs(long account, List<Lab> labs);

    /**
     * How far a learner is in a lab.
     *
     * @param state a word such as {@code passed}
     * @param result for example {@code 85 of 100 points}, or empty
     */
    record Brief(String state, String result) {}
}
