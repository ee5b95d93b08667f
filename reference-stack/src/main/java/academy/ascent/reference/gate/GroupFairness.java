package academy.ascent.reference.gate;

import academy.ascent.reference.config.GateConfig;
import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.data.Column;
import academy.ascent.reference.data.InputRows;
import academy.ascent.reference.data.ReferenceData;
import academy.ascent.reference.gate.GroupRates.Spread;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.RequestedOutput;
import academy.ascent.reference.protocol.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Judges whether a model treats groups alike.
 *
 * <p>Demographic parity: the rate of positive decisions does not depend on the group. Equalised odds: neither does it
 * among the truly positive cases alone, nor among the truly negative ones (M. Hardt, E. Price, N. Srebro, "Equality of
 * opportunity in supervised learning", NeurIPS 2016). Differences have Newcombe's intervals, over all pairs of groups
 * and all rates together at the configured confidence.
 */
final class GroupFairness {
    private static final int MOST_ROWS = 1_000_000;
    private static final int MOST_GROUPS = 20;
    private static final int ROWS_A_REQUEST = 256;

    private final GateConfig.Fairness config;
    private final Predictor predictor;
    private final ReferenceData data;
    private final GroupRates decisions = new GroupRates();
    private final GroupRates truePositives = new GroupRates();
    private final GroupRates falsePositives = new GroupRates();

    GroupFairness(GateConfig.Fairness config, Predictor predictor) {
        this.config = config;
        this.predictor = predictor;
        this.data = ReferenceData.read(config.data(), MOST_ROWS);
    }

    GateResult judge() {
        String[] groups = texts(config.group());
        String[] labels = texts(config.label());
        TreeSet<String> names = new TreeSet<>(List.of(groups));
        if (names.size() < 2 || names.size() > MOST_GROUPS) {
            return GateResult.of(
                    config.kind(),
                    Verdict.UNDECIDED,
                    "the column \"" + config.group() + "\" holds " + names.size() + " groups; 2 to " + MOST_GROUPS
                            + " can be compared");
        }
        for (String group : names) {
            decisions.addGroup(group);
            truePositives.addGroup(group);
            falsePositives.addGroup(group);
        }
        boolean[] decided = decided();
        for (int row = 0; row < decided.length; row++) {
            decisions.add(groups[row], decided[row]);
            boolean isPositive = labels[row].equals(config.positive());
            (isPositive ? truePositives : falsePositives).add(groups[row], decided[row]);
        }
        return verdict();
    }

    /** A column's cells as text; whole numbers without their point. */
    private String[] texts(String name) {
        String[] texts = switch (data.required(name)) {
            case Column.Texts column -> column.values();
            case Column.Numbers column ->
                IntStream.range(0, data.rows())
                        .mapToObj(row -> text(column.values()[row]))
                        .toArray(String[]::new);
        };
        for (int row = 0; row < texts.length; row++) {
            if (texts[row].isEmpty()) {
                throw InvalidConfig.in(
                        data.file(),
                        "row " + (row + 1) + " below the header has no \"" + name
                                + "\"; fill it in or leave the row out");
            }
        }
        return texts;
    }

    private static String text(double number) {
        if (Double.isNaN(number)) {
            return "";
        }
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private boolean[] decided() {
        InputRows rows = InputRows.of(data, predictor.metadata().inputs(), config.columns());
        boolean oneByOne = predictor.metadata().inputs().stream()
                .anyMatch(input -> input.shape().length > 0 && input.shape()[0] == 1);
        int step = oneByOne ? 1 : ROWS_A_REQUEST;
        boolean[] decided = new boolean[data.rows()];
        for (int from = 0; from < decided.length; from += step) {
            int to = Math.min(decided.length, from + step);
            List<Tensor> inputs = rows.tensors(IntStream.range(from, to).toArray());
            Tensor output = output(inputs);
            int width = output.elements().count() / (to - from);
            for (int row = from; row < to; row++) {
                decided[row] = isPositive(output, (row - from) * width + config.index());
            }
        }
        return decided;
    }

    private Tensor output(List<Tensor> inputs) {
        InferRequest request =
                new InferRequest(null, Map.of(), inputs, List.of(RequestedOutput.named(config.output())));
        int rows = (int) inputs.getFirst().shape()[0];
        return Asking.ask(predictor, request).outputs().stream()
                .filter(tensor -> tensor.name().equals(config.output())
                        && tensor.elements().count() % rows == 0
                        && tensor.elements().count() / rows > config.index())
                .findFirst()
                .orElseThrow(() -> InvalidConfig.in(
                        config.data(),
                        "the model answers no output \"" + config.output() + "\" with an element " + config.index()
                                + " for each row; mend output and index of the gate"));
    }

    private boolean isPositive(Tensor output, int place) {
        return output.elements() instanceof Elements.Texts(String[] values)
                ? values[place].equals(config.positive())
                : output.number(place) >= config.cut();
    }

    private GateResult verdict() {
        List<Rate> rates = new ArrayList<>();
        config.demographicParity().ifPresent(bound -> rates.add(new Rate("positive_decisions", decisions, bound)));
        config.equalisedOdds().ifPresent(bound -> {
            rates.add(new Rate("true_positives", truePositives, bound));
            rates.add(new Rate("false_positives", falsePositives, bound));
        });
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("cases", data.rows());
        evidence.put("confidence", config.confidence());
        List<Judged> judged = rates.stream()
                .map(rate -> judged(rate, (1 - config.confidence()) / rates.size(), evidence))
                .toList();
        for (Verdict verdict : List.of(Verdict.FAILED, Verdict.UNDECIDED)) {
            Optional<Judged> first =
                    judged.stream().filter(each -> each.verdict() == verdict).findFirst();
            if (first.isPresent()) {
                return new GateResult(config.kind(), verdict, first.get().reason(), evidence);
            }
        }
        String reasons = judged.stream().map(Judged::reason).collect(Collectors.joining(", and "));
        return new GateResult(config.kind(), Verdict.PASSED, reasons, evidence);
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%.1f points", share * 100);
    }

    private static Judged judged(Rate rate, double alpha, Map<String, Object> evidence) {
        Map<String, Object> facts = new LinkedHashMap<>();
        evidence.put(rate.name(), facts);
        facts.put("groups", rate.groups().evidence());
        facts.put("bound", rate.bound());
        String name = rate.name().replace('_', ' ');
        if (!rate.groups().emptyGroups().isEmpty()) {
            return new Judged(
                    Verdict.UNDECIDED,
                    "no case tells the rate of " + name + " in the groups "
                            + rate.groups().emptyGroups() + "; add labelled cases of them");
        }
        Spread spread = rate.groups().spread(alpha);
        facts.put("difference", spread.difference());
        facts.put("difference_at_least", spread.least());
        facts.put("difference_at_most", spread.most());
        facts.put("between", spread.between());
        if (spread.most() <= rate.bound()) {
            return new Judged(
                    Verdict.PASSED,
                    "the rates of " + name + " differ by " + points(spread.difference()) + " at most; "
                            + points(rate.bound()) + " are allowed");
        }
        if (spread.least() > rate.bound()) {
            return new Judged(
                    Verdict.FAILED,
                    "the rates of " + name + " differ by " + points(spread.difference()) + " between the groups "
                            + spread.between() + ", with confidence by more than " + points(spread.least())
                            + "; at most " + points(rate.bound()) + " are allowed");
        }
        return new Judged(
                Verdict.UNDECIDED,
                "the data is too small to tell whether the rates of " + name + " differ by more than "
                        + points(rate.bound()) + " (measured: " + points(spread.difference()) + " between the groups "
                        + spread.between() + "); add labelled cases, most of all of the smallest group");
    }

    private record Rate(String name, GroupRates groups, double bound) {}

    private record Judged(Verdict verdict, String reason) {}
}
