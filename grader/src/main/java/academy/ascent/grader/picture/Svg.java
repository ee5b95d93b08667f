package academy.ascent.grader.picture;

import java.util.Locale;

/** Writes an SVG with a title and a description for those who cannot see it. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title, String description) {
        text.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">",
                width,
                height));
        text.append("<title>").append(escape(title)).append("</title>");
        text.append("<desc>").append(escape(description)).append("</desc>");
    }

    Svg rectangle(String cls, double x, double y, double width, double height) {
        text.append("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
                .formatted(cls, number(x), number(y), number(width), number(height)));
        return this;
    }

    Svg line(String cls, double x1, double y1, double x2, double y2) {
        text.append("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(cls, number(x1), number(y1), number(x2), number(y2)));
        return this;
    }

    Svg path(String cls, String data) {
        if (!data.isEmpty()) {
            text.append("<path class=\"%s\" d=\"%s\"/>".formatted(cls, data));
        }
        return this;
    }

    /**
     * @param anchor start, middle or end
     */
    Svg words(double x, double y, String anchor, String words) {
        text.append("<text class=\"p-text\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                .formatted(number(x), number(y), anchor, escape(words)));
        return this;
    }

    String end() {
        return text + "</svg>";
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
