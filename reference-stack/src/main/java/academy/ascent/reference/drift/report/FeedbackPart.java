package academy.ascent.reference.drift.report;

import academy.ascent.reference.page.Html;
import java.util.stream.Collectors;

/** The page's part on labels: accuracy and calibration. */
final class FeedbackPart {
    private FeedbackPart() {}

    static String of(FeedbackReport feedback) {
        return """
                <h2>%s</h2>
                <p>%s</p>
                <p class="soft">%s labels met their predictions, %s met none; %s predictions wait. Next judgement: %s of \
                %s labels.</p>
                %s""".formatted(
                        feedback.last()
                                .map(last -> "Accuracy " + Html.percent(last.accuracy()) + ", reference "
                                        + Html.percent(feedback.referenceAccuracy()))
                                .orElse("Accuracy not judged yet"),
                        feedback.last()
                                .map(last -> verdict(feedback, last))
                                .orElse("It is judged when enough labels have come."),
                        Html.count(feedback.labels()),
                        Html.count(feedback.unknown()),
                        Html.count(feedback.kept()),
                        Html.count(feedback.waiting()),
                        Html.count(feedback.wanted()),
                        feedback.last()
                                .flatMap(FeedbackReport.Accuracy::calibration)
                                .map(FeedbackPart::calibration)
                                .orElse(""));
    }

    private static String verdict(FeedbackReport feedback, FeedbackReport.Accuracy last) {
        String allowed = Html.percent(feedback.allowedDrop());
        return last.degraded()
                ? "<span class=\"verdict bad\">✕ fell</span> by at least " + Html.percent(last.leastDrop()) + ", "
                        + allowed + " is allowed."
                : "<span class=\"verdict good\">✓ held</span>: no proof of a drop beyond " + allowed + " in "
                        + Html.count(last.labels()) + " labels.";
    }

    private static String calibration(FeedbackReport.Calibration calibration) {
        String rows = calibration.bins().stream()
                .filter(bin -> bin.labels() > 0)
                .map(bin -> "<tr class=\"number\"><td>" + Html.number(bin.from()) + " to " + Html.number(bin.to())
                        + "</td><td>" + Html.count(bin.labels()) + "</td><td>"
                        + Html.percent(bin.meanProbability()) + "</td><td>" + Html.percent(bin.observedRate())
                        + "</td></tr>")
                .collect(Collectors.joining("\n"));
        return """
                <h3>Probabilities are off by %s on average</h3>
                <div class="scroll"><table><thead><tr><th>Probability</th><th>Labels</th><th>Mean</th><th>Observed</th>\
                </tr></thead><tbody>
                %s
                </tbody></table></div>
                """.formatted(Html.percent(calibration.error()), rows);
    }
}
