package academy.ascent.reference.registry;

import academy.ascent.reference.page.Html;
import java.util.List;
import java.util.stream.Collectors;

/** One version as people read it: its stage, where it comes from, what the gates found, and its history. */
final class VersionPage {
    private static final int SHOWN_DIGITS = 12;

    private VersionPage() {}

    /** The page, which needs no script; {@code history} with the oldest entry first. */
    static String of(RegisteredVersion version, List<Entry> history) {
        String name = Html.escaped(version.model()) + " version " + Html.escaped(version.version());
        String items = history.reversed().stream().map(VersionPage::entry).collect(Collectors.joining("\n"));
        String body = """
                <main>
                <p class="trail"><a href="/registry">Model registry</a></p>
                <h1>%s</h1>
                <div class="status"><p><strong>%s</strong></p>
                %s<p class="soft">SHA-256 of its file: <span class="digest">%s</span></p></div>
                %s<h2>History</h2>
                <ol class="episodes">
                %s
                </ol>
                </main>
                <footer><a href="?format=json">As JSON</a>, <a href="/registry/%s/%s/log">its log as JSON</a></footer>
                """.formatted(
                        name,
                        stage(version),
                        facts(version),
                        Html.escaped(version.digest()),
                        version.gates().isEmpty()
                                ? ""
                                : "<h2>Gates of the last promotion</h2>\n" + GatesPart.of(version.gates(), true),
                        items,
                        Html.escaped(version.model()),
                        Html.escaped(version.version()));
        return Html.page(version.model() + " version " + version.version(), body);
    }

    /** A word with its sign. */
    static String stage(RegisteredVersion version) {
        return switch (version.stage()) {
            case DEVELOPMENT -> "<span class=\"verdict\">○ development</span>";
            case STAGING -> "<span class=\"verdict\">◐ staging</span>";
            case PRODUCTION -> "<span class=\"verdict good\">● production</span>";
            case RETIRED -> "<span class=\"verdict soft\">– retired</span>";
        };
    }

    /** Pairs of a name and what it is. */
    static String facts(RegisteredVersion version) {
        StringBuilder facts = new StringBuilder("<dl class=\"pairs\">");
        fact("Since", Html.time(version.since()), facts);
        fact("File", digest(version.digest()), facts);
        version.registeredBy().ifPresent(person -> fact("Registered by", Html.escaped(person), facts));
        version.lineage().forEach((key, value) -> {
            boolean isDigest = key.equals(Lineage.TRAINING_DATA);
            String text = String.valueOf(value);
            fact(
                    isDigest ? "Trained on" : Html.escaped(GatesPart.capitalised(key)),
                    isDigest ? digest(text) : Html.escaped(text),
                    facts);
        });
        if (!version.approvals().isEmpty()) {
            fact("Approved by", Html.escaped(String.join(", ", version.approvals())), facts);
        }
        return facts.append("</dl>\n").toString();
    }

    private static void fact(String name, String value, StringBuilder facts) {
        facts.append("<div><dt>").append(name).append("</dt><dd>").append(value).append("</dd></div>");
    }

    private static String digest(String digest) {
        String shown = digest.substring(0, Math.min(SHOWN_DIGITS, digest.length()));
        return "<span class=\"number\" title=\"" + Html.escaped(digest) + "\">" + Html.escaped(shown) + "…</span>";
    }

    private static String entry(Entry entry) {
        String by = entry.by().map(person -> " by " + Html.escaped(person)).orElse(" by the server");
        List<?> gates = entry.facts().get("gates") instanceof List<?> list ? list : List.of();
        return "<li><p><strong>" + event(entry) + "</strong>" + by + "</p><p class=\"soft\">" + Html.time(entry.time())
                + ", entry <span class=\"number\">" + entry.sequence() + "</span></p>" + GatesPart.of(gates, false)
                + "</li>";
    }

    private static String event(Entry entry) {
        String to = Html.escaped(entry.fact("to"));
        return switch (entry.event()) {
            case REGISTERED -> "Registered";
            case CHANGED -> "File changed, back in development";
            case APPROVED -> "Approved for " + to;
            case PROMOTED -> "Promoted to " + to;
            case HELD -> "Not promoted to " + to;
            case RETIRED -> "Retired";
        };
    }
}
