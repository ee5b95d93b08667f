package academy.ascent.reference.registry;

import academy.ascent.reference.config.Stage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The registry as people read it: a column a stage, a card a version. */
final class RegistryPage {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int SHOWN_DIGITS = 12;
    private static final String TOP = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Model registry</title>
            <style>
            :root { color-scheme: light dark; --ground: #fafaf8; --card: #fff; --ink: #1c1c1a; --soft: #5c5c57;
              --line: #dcdcd6; --good: #176b35; --bad: #b3261e; --open: #7a5200; }
            @media (prefers-color-scheme: dark) { :root { --ground: #161615; --card: #20201e; --ink: #ecece8;
              --soft: #a8a8a1; --line: #3a3a36; --good: #7fd39b; --bad: #ff9c93; --open: #e8bd6a; } }
            * { box-sizing: border-box; }
            body { margin: 0; padding: 1.5rem clamp(.75rem, 3vw, 2.5rem) 3rem; background: var(--ground);
              color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
            h1 { font-size: 1.5rem; margin: 0 0 1.25rem; }
            h2 { font-size: 1rem; margin: 0 0 .75rem; display: flex; justify-content: space-between; }
            h2 span, dt, .none, footer { color: var(--soft); font-weight: 400; }
            h3 { font-size: 1.05rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
            main { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15.5rem), 1fr)); }
            article { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
              padding: .9rem 1rem; margin-bottom: .75rem; }
            dl { margin: 0; display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .1rem .75rem;
              font-size: .875rem; }
            dd { margin: 0; overflow-wrap: anywhere; }
            ul { list-style: none; margin: .75rem 0 0; padding: .6rem 0 0; border-top: 1px solid var(--line);
              font-size: .875rem; }
            li + li { margin-top: .5rem; }
            li b { display: block; }
            .passed b { color: var(--good); } .failed b { color: var(--bad); } .undecided b { color: var(--open); }
            code { font: .85em ui-monospace, monospace; }
            footer { margin-top: 1.5rem; font-size: .875rem; overflow-wrap: anywhere; }
            </style>
            </head>
            <body>
            <h1>Model registry</h1>
            <main>
            """;

    private RegistryPage() {}

    static String html(List<RegisteredVersion> versions, String head) {
        StringBuilder page = new StringBuilder(TOP);
        for (Stage stage : Stage.values()) {
            List<RegisteredVersion> in = versions.stream()
                    .filter(version -> version.stage() == stage)
                    .sorted(Comparator.comparing(RegisteredVersion::since).reversed())
                    .toList();
            page.append("<section><h2>")
                    .append(capitalised(stage.label()))
                    .append(" <span>")
                    .append(in.size())
                    .append("</span></h2>\n");
            if (in.isEmpty()) {
                page.append("<p class=\"none\">No version</p>\n");
            }
            in.forEach(version -> card(version, page));
            page.append("</section>\n");
        }
        return page.append("</main>\n<footer>Last line of the log: <code>")
                .append(head)
                .append("</code></footer>\n</body>\n</html>\n")
                .toString();
    }

    private static void card(RegisteredVersion version, StringBuilder page) {
        page.append("<article><h3>")
                .append(escaped(version.model()))
                .append(" · ")
                .append(escaped(version.version()))
                .append("</h3>\n<dl>");
        fact("Since", time(version.since()), page);
        fact("File", "<code>" + version.digest().substring(0, SHOWN_DIGITS) + "…</code>", page);
        version.registeredBy().ifPresent(person -> fact("Registered by", escaped(person), page));
        version.lineage().forEach((key, value) -> fact(label(key), escaped(value), page));
        if (!version.approvals().isEmpty()) {
            fact("Approved by", escaped(String.join(", ", version.approvals())), page);
        }
        page.append("</dl>\n");
        if (!version.gates().isEmpty()) {
            page.append("<ul>\n");
            version.gates().forEach(gate -> gate((Map<?, ?>) gate, page));
            page.append("</ul>\n");
        }
        page.append("</article>\n");
    }

    private static void fact(String name, String value, StringBuilder page) {
        page.append("<dt>").append(name).append("</dt><dd>").append(value).append("</dd>");
    }

    private static void gate(Map<?, ?> gate, StringBuilder page) {
        String verdict = String.valueOf(gate.get("verdict"));
        String sign = switch (verdict) {
            case "passed" -> "✓";
            case "failed" -> "✗";
            default -> "?";
        };
        page.append("<li class=\"")
                .append(escaped(verdict))
                .append("\"><b>")
                .append(sign)
                .append(' ')
                .append(label(String.valueOf(gate.get("gate"))))
                .append(": ")
                .append(escaped(verdict))
                .append("</b>")
                .append(escaped(String.valueOf(gate.get("reason"))))
                .append("</li>\n");
    }

    private static String label(String key) {
        return switch (key) {
            case "training_data_sha256" -> "Data";
            default -> capitalised(escaped(key).replace('_', ' ').replace('-', ' '));
        };
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }

    private static String escaped(Object value) {
        return String.valueOf(value)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
