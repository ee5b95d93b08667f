package academy.ascent.reference.drift;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Into which bars a column's picture is cut. */
sealed interface Bins {
    /** What each bar stands for. */
    List<String> labels();

    /** Bars of equal width over the reference's inner 98 %, and one on each side for what lies outside. */
    record OfNumbers(double from, double to, int inside) implements Bins {
        private static final int MOST = 22;

        /** Bins for numbers in ascending order, at least one. */
        static OfNumbers of(double[] sorted) {
            double from = sorted[sorted.length / 100];
            double to = sorted[sorted.length - 1 - sorted.length / 100];
            int distinct = (int) Arrays.stream(sorted).distinct().limit(MOST).count();
            return new OfNumbers(from, to, to > from ? distinct : 1);
        }

        int bin(double number) {
            if (number < from) {
                return 0;
            }
            if (number > to) {
                return inside + 1;
            }
            return to > from ? 1 + Math.min(inside - 1, (int) ((number - from) / (to - from) * inside)) : 1;
        }

        @Override
        public List<String> labels() {
            List<String> labels = new ArrayList<>();
            labels.add("below " + shown(from));
            double width = (to - from) / inside;
            for (int i = 0; i < inside; i++) {
                labels.add(shown(from + width * i) + " to " + shown(from + width * (i + 1)));
            }
            labels.add("above " + shown(to));
            return labels;
        }

        private static String shown(double number) {
            BigDecimal rounded = new BigDecimal(number, new MathContext(4)).stripTrailingZeros();
            boolean readable = number == 0 || Math.abs(number) >= 1e-5 && Math.abs(number) < 1e9;
            return readable ? rounded.toPlainString() : rounded.toString();
        }
    }

    /** The most frequent categories of the reference, its others together, and those that it lacks. */
    record OfCategories(List<String> names, Map<String, Integer> places) implements Bins {
        private static final int MOST = 12;

        static OfCategories of(Map<String, Long> counts) {
            List<String> names = counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .toList();
            Map<String, Integer> places = new HashMap<>();
            names.forEach(name -> places.put(name, Math.min(places.size(), MOST)));
            return new OfCategories(names.subList(0, Math.min(MOST, names.size())), places);
        }

        int bin(String category) {
            return places.getOrDefault(category, labels().size() - 1);
        }

        @Override
        public List<String> labels() {
            List<String> labels = new ArrayList<>(names);
            if (places.size() > names.size()) {
                labels.add("other known");
            }
            labels.add("new");
            return labels;
        }
    }
}
