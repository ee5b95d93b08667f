package academy.ascent.reference.drift.report;

import academy.ascent.reference.page.Html;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A column's distribution: the reference as filled ghosts, the current window as outlines over them. */
final class HistogramPicture {
    private static final double WIDTH = 300;
    private static final double HEIGHT = 64;

    private HistogramPicture() {}

    static String of(ColumnReport column) {
        ColumnReport.Picture picture = column.picture();
        double highest =
                Math.max(1e-9, Math.max(Collections.max(picture.reference()), Collections.max(picture.current())));
        double step = WIDTH / picture.bins().size();
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
                WIDTH,
                HEIGHT,
                Html.escaped(described(column))));
        bars(svg, picture.reference(), "ghost", highest, step);
        bars(svg, picture.current(), "now", highest, step);
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"axis\" x1=\"0\" y1=\"%1$.0f\" x2=\"%2$.0f\" y2=\"%1$.0f\"/>",
                HEIGHT,
                WIDTH));
        return svg.append("</svg>").toString();
    }

    private static void bars(StringBuilder svg, List<Double> shares, String kind, double highest, double step) {
        for (int i = 0; i < shares.size(); i++) {
            double height = shares.get(i) / highest * (HEIGHT - 2);
            if (height > 0) {
                double inset = kind.equals("now") ? 1.25 : 0.5;
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                        kind,
                        i * step + inset,
                        HEIGHT - height,
                        step - 2 * inset,
                        height));
            }
        }
    }

    /** The three bins that differ the most, with their shares. */
    private static String described(ColumnReport column) {
        ColumnReport.Picture picture = column.picture();
        StringBuilder text = new StringBuilder("Shares of " + column.name() + ", reference to current:");
        IntStream.range(0, picture.bins().size())
                .boxed()
                .sorted((a, b) -> Double.compare(difference(picture, b), difference(picture, a)))
                .limit(3)
                .forEach(i -> text.append(' ')
                        .append(picture.bins().get(i))
                        .append(' ')
                        .append(Html.percent(picture.reference().get(i)))
                        .append(" to ")
                        .append(Html.percent(picture.current().get(i)))
                        .append(';'));
        return text.toString();
    }

    private static double difference(ColumnReport.Picture picture, int bin) {
        return Math.abs(picture.reference().get(bin) - picture.current().get(bin));
    }
}
