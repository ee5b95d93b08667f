package academy.ascent.reference.drift.report;

import academy.ascent.reference.page.Html;
import java.util.List;
import java.util.Locale;

/** The share of drifted columns, window by window, with its threshold and the moments at which episodes began. */
final class TimelinePicture {
    private static final double WIDTH = 640;
    private static final double HEIGHT = 100;
    private static final double TOP = 6;

    private TimelinePicture() {}

    static String of(DriftReport report, double threshold) {
        List<DriftReport.Point> points = report.history();
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"-1 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
                WIDTH + 2,
                HEIGHT + 2,
                Html.escaped(described(points, threshold))));
        line(svg, "axis", 0, y(0), WIDTH, y(0));
        line(svg, "threshold", 0, y(threshold), WIDTH, y(threshold));
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            path.append(String.format(
                    Locale.ROOT,
                    "%s%.1f %.1f",
                    i == 0 ? "M" : "L",
                    x(i, points.size()),
                    y(points.get(i).share())));
        }
        svg.append("<path class=\"share\" d=\"").append(path).append("\"/>");
        for (int i = 0; i < points.size(); i++) {
            DriftReport.Point point = points.get(i);
            double x = x(i, points.size());
            if (point.beganEpisode()) {
                line(svg, "mark", x, TOP, x, y(0));
            }
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"point%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>",
                    point.drifted() ? " bad" : "",
                    x,
                    y(point.share())));
        }
        return svg.append("</svg>").toString();
    }

    private static void line(StringBuilder svg, String kind, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                kind,
                x1,
                y1,
                x2,
                y2));
    }

    private static double x(int place, int count) {
        return count == 1 ? WIDTH / 2 : 4 + (WIDTH - 8) * place / (count - 1);
    }

    private static double y(double share) {
        return HEIGHT - (HEIGHT - TOP) * share;
    }

    private static String described(List<DriftReport.Point> points, double threshold) {
        long drifted = points.stream().filter(DriftReport.Point::drifted).count();
        return String.format(
                Locale.ROOT,
                "Share of drifted columns in the last %d windows, now %s, threshold %s; %d of them drifted",
                points.size(),
                Html.percent(points.getLast().share()),
                Html.percent(threshold),
                drifted);
    }
}
