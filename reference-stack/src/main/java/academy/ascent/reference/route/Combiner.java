package academy.ascent.reference.route;

import academy.ascent.reference.config.RouteConfig.Combination;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Makes one tensor of the members' tensors of the same name, which must be alike in shape. */
final class Combiner {
    private static final Set<Datatype> FRACTIONS = Set.of(Datatype.FP16, Datatype.BF16, Datatype.FP32, Datatype.FP64);

    private Combiner() {}

    /** Whether the datatype can hold probabilities, or else labels. */
    static boolean isScore(Datatype datatype) {
        return FRACTIONS.contains(datatype);
    }

    /**
     * The members' common output.
     *
     * @param weights one of each member
     * @throws InferenceFailed if they do not fit together
     */
    static Combined combine(List<Tensor> members, int[] weights, Combination combination) {
        Tensor first = members.getFirst();
        for (Tensor member : members) {
            if (!Arrays.equals(member.shape(), first.shape()) || !fit(member.datatype(), first.datatype())) {
                throw misfit("the members' outputs \"" + first.name() + "\" differ: " + described(first) + " and "
                        + described(member));
            }
        }
        if (!isScore(first.datatype())) {
            if (combination != Combination.VOTE) {
                throw misfit("labels of datatype " + first.datatype()
                        + " have no mean; the route must combine them by vote");
            }
            return LabelVote.count(members, weights);
        }
        int[] voices = combination == Combination.MEAN ? ones(weights.length) : weights;
        double[] combined = new double[first.elements().count()];
        int width = width(first);
        for (int member = 0; member < members.size(); member++) {
            if (combination == Combination.VOTE) {
                addVotes(members.get(member), voices[member], combined, width);
            } else {
                addScores(members.get(member), voices[member], combined);
            }
        }
        double sum = Arrays.stream(voices).sum();
        for (int i = 0; i < combined.length; i++) {
            combined[i] /= sum;
        }
        return new Combined(tensor(members, combined), confidence(combined, width));
    }

    private static boolean fit(Datatype one, Datatype other) {
        return one == other || (isScore(one) && isScore(other));
    }

    private static void addScores(Tensor member, int weight, double[] combined) {
        for (int i = 0; i < combined.length; i++) {
            combined[i] += weight * member.number(i);
        }
    }

    /** A member votes for the class of its highest score or, of a single score, for 1 from a half on. */
    private static void addVotes(Tensor member, int weight, double[] combined, int width) {
        if (width == 1) {
            for (int row = 0; row < combined.length; row++) {
                combined[row] += member.number(row) >= 0.5 ? weight : 0;
            }
            return;
        }
        for (int row = 0; row < combined.length / width; row++) {
            int best = row * width;
            for (int i = best + 1; i < (row + 1) * width; i++) {
                best = member.number(i) > member.number(best) ? i : best;
            }
            combined[best] += weight;
        }
    }

    private static double[] confidence(double[] scores, int width) {
        double[] confidence = new double[width == 0 ? 0 : scores.length / width];
        for (int row = 0; row < confidence.length; row++) {
            double best = scores[row * width];
            for (int i = row * width + 1; i < (row + 1) * width; i++) {
                best = Math.max(best, scores[i]);
            }
            confidence[row] = best;
        }
        return confidence;
    }

    /** How many elements a row has; each row is one element where there is one dimension only. */
    private static int width(Tensor tensor) {
        int width = 1;
        for (int i = 1; i < tensor.shape().length; i++) {
            width *= (int) tensor.shape()[i];
        }
        return width;
    }

    private static Tensor tensor(List<Tensor> members, double[] values) {
        Tensor first = members.getFirst();
        if (members.stream().anyMatch(member -> member.datatype() == Datatype.FP64)) {
            return new Tensor(first.name(), Datatype.FP64, first.shape(), new Elements.Doubles(values));
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return new Tensor(first.name(), Datatype.FP32, first.shape(), new Elements.Floats(floats));
    }

    private static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static String described(Tensor tensor) {
        return tensor.datatype() + " " + Tensor.shapeText(tensor.shape());
    }

    static InferenceFailed misfit(String message) {
        return new InferenceFailed(message, new IllegalStateException(message));
    }
}
