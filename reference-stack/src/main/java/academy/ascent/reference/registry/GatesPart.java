package academy.ascent.reference.registry;

import academy.ascent.reference.page.Html;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a promotion's gates found, as people read it; the gates come out of the log. */
final class GatesPart {
    private GatesPart() {}

    /** A list of them, {@code withFigures} or with the reasons alone; nothing where there are none. */
    static String of(List<?> gates, boolean withFigures) {
        if (gates.isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder("<ul class=\"gates\">\n");
        for (Object each : gates) {
            if (each instanceof Map<?, ?> gate) {
                list.append("<li>").append(verdict(gate)).append(reason(gate));
                if (withFigures && gate.get("evidence") instanceof Map<?, ?> evidence && !evidence.isEmpty()) {
                    list.append(figures(evidence));
                }
                list.append("</li>\n");
            }
        }
        return list.append("</ul>\n").toString();
    }

    private static String verdict(Map<?, ?> gate) {
        String verdict = String.valueOf(gate.get("verdict"));
        String text = capitalised(String.valueOf(gate.get("gate"))) + " " + verdict;
        return switch (verdict) {
            case "passed" -> "<p class=\"verdict good\">✓ " + Html.escaped(text) + "</p>";
            case "failed" -> "<p class=\"verdict bad\">✕ " + Html.escaped(text) + "</p>";
            default -> "<p class=\"verdict doubt\">? " + Html.escaped(text) + "</p>";
        };
    }

    private static String reason(Map<?, ?> gate) {
        return "<p class=\"soft\">" + Html.escaped(begun(String.valueOf(gate.get("reason")))) + ".</p>";
    }

    private static String figures(Map<?, ?> evidence) {
        StringBuilder rows = new StringBuilder();
        figures("", evidence, rows);
        return "<details><summary>Figures</summary><div class=\"scroll\"><table><tbody>\n" + rows
                + "</tbody></table></div></details>";
    }

    private static void figures(String above, Map<?, ?> evidence, StringBuilder rows) {
        evidence.forEach((key, value) -> {
            String name = above + words(String.valueOf(key));
            if (value instanceof Map<?, ?> below) {
                figures(name + " · ", below, rows);
                return;
            }
            rows.append("<tr><th scope=\"row\">")
                    .append(Html.escaped(name))
                    .append("</th><td class=\"number\">")
                    .append(Html.escaped(figure(value)))
                    .append("</td></tr>\n");
        });
    }

    private static String figure(Object value) {
        return switch (value) {
            case Double number -> Html.number(number);
            case List<?> list when list.isEmpty() -> "none";
            case List<?> list ->
                String.join(", ", list.stream().map(String::valueOf).toList());
            case Object other -> other.toString();
        };
    }

    static String words(String key) {
        return key.replace('_', ' ').replace('-', ' ');
    }

    /** As a heading begins. */
    static String capitalised(String key) {
        return begun(words(key));
    }

    private static String begun(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
