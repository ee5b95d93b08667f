package academy.ascent.reference.route;

import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.Tensor;
import java.util.List;

/** A vote of members that answer labels: whole numbers or text. */
final class LabelVote {
    private LabelVote() {}

    /** The label with most votes of each element; among equals the one that an earlier member chose. */
    static Combined count(List<Tensor> members, int[] weights) {
        Tensor first = members.getFirst();
        int count = first.elements().count();
        Elements winners = first.elements().ofSize(count);
        double[] confidence = new double[count];
        double sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        for (int i = 0; i < count; i++) {
            int winner = 0;
            long most = 0;
            for (int member = 0; member < members.size(); member++) {
                long votes = votes(members, weights, member, i);
                if (votes > most) {
                    most = votes;
                    winner = member;
                }
            }
            System.arraycopy(members.get(winner).elements().array(), i, winners.array(), i, 1);
            confidence[i] = most / sum;
        }
        return new Combined(new Tensor(first.name(), first.datatype(), first.shape(), winners), confidence);
    }

    private static long votes(List<Tensor> members, int[] weights, int candidate, int element) {
        Object label = label(members.get(candidate), element);
        long votes = 0;
        for (int member = 0; member < members.size(); member++) {
            votes += label(members.get(member), element).equals(label) ? weights[member] : 0;
        }
        return votes;
    }

    private static Object label(Tensor tensor, int element) {
        if (tensor.elements() instanceof Elements.Texts(String[] texts)) {
            return texts[element];
        }
        // As FP64 the greatest of these would lose their last bits.
        if (tensor.elements() instanceof Elements.Longs(long[] values)) {
            return values[element];
        }
        return (long) tensor.number(element);
    }
}
