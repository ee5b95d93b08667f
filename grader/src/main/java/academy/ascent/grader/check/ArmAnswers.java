package academy.ascent.grader.check;

import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.load.Call;
import academy.ascent.grader.load.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The lab's cases with what each arm of a route must answer to them, asked of the lab's own reference. Who answered is
 * told by the numbers of an answer: what it says of itself could be forged.
 */
final class ArmAnswers {
    /** Nobody whom the lab knows gave the answer, or none came. */
    static final int NOBODY = -1;
    /** Two arms whose answers are nearer to each other than so many tolerances are not told apart. */
    private static final double APART = 3;

    private final CaseBook cases;
    private final List<float[]> inputs = new ArrayList<>();
    private final List<double[][]> expected = new ArrayList<>();

    private ArmAnswers(CaseBook cases) {
        this.cases = cases;
    }

    /**
     * Asks the reference for every arm's answers.
     *
     * @throws LabException if it does not answer, or if no case tells the arms apart
     */
    static ArmAnswers of(Stage stage, SplitSettings settings) {
        CaseBook cases = stage.cases();
        List<List<double[]>> byArm = settings.arms().stream()
                .map(arm -> asked(stage, cases, arm.path()))
                .toList();
        ArmAnswers answers = new ArmAnswers(cases);
        for (int i = 0; i < cases.inputs().size(); i++) {
            int at = i;
            double[][] right = byArm.stream().map(arm -> arm.get(at)).toArray(double[][]::new);
            if (areApart(right, cases.settings().tolerance())) {
                answers.inputs.add(cases.inputs().get(i));
                answers.expected.add(right);
            }
        }
        if (answers.inputs.isEmpty()) {
            throw new LabException("The arms of route " + settings.route() + " of lab "
                    + stage.lab().id() + " answer every case alike, so nobody can tell which one did; give them models"
                    + " that differ");
        }
        return answers;
    }

    private static List<double[]> asked(Stage stage, CaseBook cases, String path) {
        List<Call> calls = cases.inputs().stream()
                .map(input -> new Call(path, Tensors.request(cases.settings().columns(), input, Map.of())))
                .toList();
        return CaseBook.referenceAnswers(stage.lab(), calls, cases.settings().output(), stage::referenceEndpoints);
    }

    private static boolean areApart(double[][] right, double tolerance) {
        return IntStream.range(0, right.length)
                .allMatch(i ->
                        IntStream.range(0, i).allMatch(j -> Tensors.distance(right[i], right[j]) > APART * tolerance));
    }

    /** The cases as requests to a route, in turn. */
    List<Call> calls(String route) {
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> call(route, i, Map.of()))
                .toList();
    }

    /** One request for each value of a parameter, with the cases in turn. */
    List<Call> calls(String route, String parameter, List<String> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> call(route, i, Map.of(parameter, values.get(i))))
                .toList();
    }

    private Call call(String route, int index, Map<String, String> parameters) {
        float[] input = inputs.get(index % inputs.size());
        return new Call(
                ServedName.inferPath(route, Optional.empty()),
                Tensors.request(cases.settings().columns(), input, parameters));
    }

    /** The place of the arm whose right answer this is, or {@link #NOBODY}. */
    int armOf(Sample sample) {
        if (!(Tensors.read(sample, cases.settings().output()) instanceof Tensors.Values values)) {
            return NOBODY;
        }
        double[][] right = expected.get(sample.index() % expected.size());
        return IntStream.range(0, right.length)
                .filter(arm -> Tensors.distance(values.numbers(), right[arm])
                        <= cases.settings().tolerance())
                .findFirst()
                .orElse(NOBODY);
    }
}
