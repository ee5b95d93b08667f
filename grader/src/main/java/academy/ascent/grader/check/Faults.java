package academy.ascent.grader.check;

import academy.ascent.grader.submission.Fault;
import academy.ascent.grader.submission.Reading;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a check finds wrong in a submission's files, each with its place. */
final class Faults {
    private static final int MOST_SHOWN = 20;
    private static final int LONGEST = 400;
    private final List<Fault> faults = new ArrayList<>();

    void add(Fault fault) {
        faults.add(fault);
    }

    void add(String file, int line, String message) {
        add(new Fault(file, line, message));
    }

    /** The value that was read, or nothing and one fault more. */
    <T> Optional<T> take(Reading<T> reading) {
        return switch (reading) {
            case Reading.Read<T> read -> Optional.of(read.value());
            case Reading.Unusable<T> unusable -> {
                add(unusable.fault());
                yield Optional.empty();
            }
        };
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    List<Fault> all() {
        return List.copyOf(faults);
    }

    /**
     * The finding: passed if nothing is wrong.
     *
     * @param asked what was expected, in whole sentences
     * @param passed the title if nothing is wrong
     */
    Finding finding(Ground ground, String asked, String passed, List<Measurement> measurements) {
        if (isEmpty()) {
            return new Finding(ground, Outcome.PASSED, passed, asked + " It is so.", measurements, List.of());
        }
        String title = faults.size() == 1
                ? Words.clip(faults.getFirst().toString().replaceFirst("\\.$", ""), 120)
                : faults.size() + " faults, the first in "
                        + (faults.getFirst().file().isEmpty()
                                ? "the whole"
                                : faults.getFirst().file());
        String lines = faults.stream()
                .limit(MOST_SHOWN)
                .map(fault -> Words.clip(fault.toString(), LONGEST))
                .collect(Collectors.joining("\n"));
        String more = faults.size() > MOST_SHOWN ? "\nAnd " + (faults.size() - MOST_SHOWN) + " more." : "";
        return new Finding(
                ground, Outcome.FAILED, title, "Expected: " + asked + "\n" + lines + more, measurements, List.of());
    }
}
