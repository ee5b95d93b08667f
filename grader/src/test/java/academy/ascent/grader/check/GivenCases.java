package academy.ascent.grader.check;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Lab;
import academy.ascent.sandbox.Endpoint;
import java.util.List;
import java.util.function.Supplier;

/** Cases of a lab that somebody has answered already. */
final class GivenCases {
    private GivenCases() {}

    static CaseBook answeredBy(Lab lab, CheckSpec spec, long seed, Supplier<List<Endpoint>> reference) {
        List<double[]> answers = CaseBook.drawn(lab, spec, seed, List::of).referenceAnswers(lab, reference);
        return CaseBook.drawn(lab, spec, seed, () -> answers);
    }
}
