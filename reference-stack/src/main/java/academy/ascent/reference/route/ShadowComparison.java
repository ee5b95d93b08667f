package academy.ascent.reference.route;

import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.route.RouteReport.ShadowDetail;
import academy.ascent.reference.statistics.Proportion;
import java.util.Arrays;
import java.util.List;

/** How far a shadow's answers differ from the primary's; safe for use by several threads. */
final class ShadowComparison {
    private final double tolerance;
    private Proportion agreement = Proportion.NONE;
    private long numbers;
    private double sum;
    private double greatest;

    ShadowComparison(double tolerance) {
        this.tolerance = tolerance;
    }

    /** Answers agree if they have the same outputs of the same shapes, equal text, and numbers within the tolerance. */
    synchronized void compare(InferResponse primary, InferResponse shadow) {
        boolean agree = primary.outputs().size() == shadow.outputs().size();
        for (Tensor output : primary.outputs()) {
            agree &= agrees(output, shadow.outputs());
        }
        agreement = agreement.plus(agree);
    }

    private boolean agrees(Tensor output, List<Tensor> others) {
        for (Tensor other : others) {
            if (other.name().equals(output.name())) {
                return Arrays.equals(output.shape(), other.shape()) && agrees(output, other);
            }
        }
        return false;
    }

    private boolean agrees(Tensor output, Tensor other) {
        boolean isText = output.elements() instanceof Elements.Texts;
        if (isText || other.elements() instanceof Elements.Texts) {
            return output.elements() instanceof Elements.Texts(String[] texts)
                    && other.elements() instanceof Elements.Texts(String[] otherTexts)
                    && Arrays.equals(texts, otherTexts);
        }
        boolean agree = true;
        for (int i = 0; i < output.elements().count(); i++) {
            agree &= agrees(output.number(i), other.number(i));
        }
        return agree;
    }

    private boolean agrees(double one, double other) {
        // NaN agrees with NaN, and an infinity with itself, though neither has a difference.
        if (Double.compare(one, other) == 0) {
            count(0);
            return true;
        }
        double difference = Math.abs(one - other);
        if (Double.isFinite(difference)) {
            count(difference);
        }
        return difference <= tolerance;
    }

    private void count(double difference) {
        numbers++;
        sum += difference;
        greatest = Math.max(greatest, difference);
    }

    synchronized ShadowDetail detail(long dropped, long failed) {
        return new ShadowDetail(agreement, numbers, sum / numbers, greatest, dropped, failed);
    }
}
