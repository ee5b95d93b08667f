package academy.ascent.grader.check;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Evidence;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code predict}: the service answers fresh cases as the lab's own reference does. */
public final class PredictCheck implements Check {
    static final String KIND = "predict";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void validate(Settings with) {
        PredictSettings.read(with);
    }

    @Override
    public Set<String> needs() {
        return Set.of("deploy");
    }

    @Override
    public boolean measures() {
        return true;
    }

    @Override
    public Duration expected(Settings with) {
        return Duration.ofMillis(20L * PredictSettings.read(with).cases());
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        // The submission answers while the reference may still be starting.
        CaseBook cases = stage.unansweredCases();
        stage.report(0, "Sending " + cases.calls().size() + " fresh cases");
        List<Sample> samples = CaseBook.ask(cases.calls(), stage::endpoints);
        return judge(cases.answered(), samples);
    }

    static Finding judge(CaseBook cases, List<Sample> samples) {
        Tally tally = new Tally(cases, samples);
        PredictSettings settings = cases.settings();
        String expectation = "Expected output '" + settings.output() + "' to equal the reference's within "
                + Words.small(settings.tolerance()) + " in every case.";
        List<Measurement> measurements = new ArrayList<>();
        measurements.add(new Measurement(
                "right answers", tally.right, "cases", null, null, (double) samples.size(), Relation.AT_LEAST));
        if (Double.isFinite(tally.worst)) {
            measurements.add(new Measurement(
                    "largest difference", tally.worst, "", null, null, settings.tolerance(), Relation.AT_MOST));
        }
        if (tally.right == samples.size()) {
            return new Finding(
                    Ground.MEASURED,
                    Outcome.PASSED,
                    tally.right + " of " + samples.size() + " answers right",
                    expectation + " It did; the largest difference was " + Words.small(tally.worst) + ".",
                    measurements,
                    List.of());
        }
        return new Finding(
                Ground.MEASURED,
                Outcome.FAILED,
                (samples.size() - tally.right) + " of " + samples.size() + " answers wrong",
                expectation + "\n" + tally.words() + "\n" + tally.reason(),
                measurements,
                cases.isHidden() ? List.of() : tally.example());
    }

    /** What came back, in numbers that give no hidden case away. */
    private static final class Tally {
        private final CaseBook cases;
        private final Map<String, Integer> unusable = new LinkedHashMap<>();
        private final List<Sample> wrong = new ArrayList<>();
        private final List<double[]> given = new ArrayList<>();
        private int right;
        private double worst;

        Tally(CaseBook cases, List<Sample> samples) {
            this.cases = cases;
            for (Sample sample : samples) {
                switch (Tensors.read(sample, cases.settings().output())) {
                    case Tensors.Unusable answer -> unusable.merge(answer.why(), 1, Integer::sum);
                    case Tensors.Values values -> compare(sample, values.numbers());
                }
            }
        }

        private void compare(Sample sample, double[] numbers) {
            double distance = Tensors.distance(numbers, cases.expected(sample));
            worst = Math.max(worst, distance);
            if (distance <= cases.settings().tolerance()) {
                right++;
            } else {
                wrong.add(sample);
                given.add(numbers);
            }
        }

        String words() {
            List<String> lines = new ArrayList<>();
            unusable.forEach((why, count) -> lines.add(count + " times " + why + "."));
            if (!wrong.isEmpty()) {
                lines.add(wrong.size() + " answers hold other numbers"
                        + (Double.isFinite(worst) ? "; the largest difference is " + (float) worst : "") + ".");
            }
            return String.join("\n", lines);
        }

        String reason() {
            if (wrong.isEmpty()) {
                return "Send one request by hand and read the answer: is the output there, and is it what the guide asks?";
            }
            if (wrong.stream()
                    .anyMatch(sample -> given.get(wrong.indexOf(sample)).length != cases.expected(sample).length)) {
                return "Probable reason: the output has another shape than the model's own.";
            }
            if (given.stream().allMatch(numbers -> Arrays.stream(numbers).allMatch(n -> n == Math.rint(n)))) {
                return "Probable reason: every number is whole, so a label is served where a probability is asked.";
            }
            if (wrong.size() > 1 && given.stream().allMatch(numbers -> Arrays.equals(numbers, given.getFirst()))) {
                return "Probable reason: the same answer comes for every case, so the inputs do not reach the model.";
            }
            return "Probable reason: the values are the model's, but for other inputs. Columns reach it in another order,"
                    + " another unit or another preparation than it was trained with; compare serving.yaml with the"
                    + " model card.";
        }

        List<Evidence> example() {
            if (wrong.isEmpty()) {
                return List.of();
            }
            Sample sample = wrong.getFirst();
            float[] input = cases.input(sample);
            List<String> columns = cases.settings().columns();
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < input.length; i++) {
                lines.add(columns.get(i) + " = " + input[i]);
            }
            lines.add("expected " + numbers(cases.expected(sample)));
            lines.add("answered " + numbers(given.getFirst()));
            return List.of(new Evidence(
                    Evidence.Kind.EXAMPLE,
                    "One case that was answered wrongly",
                    "The input, the expected answer and the one that came",
                    String.join("\n", lines)));
        }

        private static String numbers(double[] numbers) {
            return Arrays.stream(numbers)
                    .mapToObj(number -> Float.toString((float) number))
                    .collect(Collectors.joining(", "));
        }
    }
}
