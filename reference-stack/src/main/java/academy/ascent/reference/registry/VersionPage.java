package academy.ascent.reference.registry;

import academy.ascent.reference.page.Html;
import java.util.List;
import java.util.stream.Collectors;

/** One version as people read it: its stage, where it comes from, what the gates found, and its history. */
final class VersionPage {
    private static final int SHOWN_DIGITS = 12;

    private VersionPage() {}

    /** The page, which needs no script; {@code history} its latest entries, oldest first. */
    static String of(RegisteredVersion version, List<Entry> history) {
        String name = Html.escaped(version.model()) + " version " + Html.escaped(version.version());
        String items = history.reversed().stream().map(VersionPage::entry).collect(Collectors.joining("\n"));
        String body = """
                <main>
                <p class="trail"><a href="/registry">Model registry</a></p>
                <h1>%s</h1>
                <div class="status"><p><strong>%s</strong></p>
                %s</div>
                <h2>History</h2>
                <ol class="episodes">
                %s
                </ol>
                </main>
                <footer><a href="?format=json">As JSON</a>, <a href="/registry/%s/%s/log">its log as JSON</a></footer>
                """.formatted(
                        name,
                        word(version),
                        facts(version, true),
                        items,
                        Html.escaped(version.model()),
                        Html.escaped(version.version()));
        return Html.page(version.model() + " version " + version.version(), body);
    }

    /** The stage, for the corner of a card. */
    static String stage(RegisteredVersion version) {
        String tone = switch (version.stage()) {
            case DEVELOPMENT, STAGING -> "";
            case PRODUCTION -> " good";
            case RETIRED -> " soft";
        };
        return "<span class=\"verdict" + tone + "\">" + word(version) + "</span>";
    }

    /** A word with its sign. */
    private static String word(RegisteredVersion version) {
        return switch (version.stage()) {
            case DEVELOPMENT -> "○ development";
            case STAGING -> "◐ staging";
            case PRODUCTION -> "● production";
            case RETIRED -> "– retired";
        };
    }

    /** Pairs of a name and what it is; digests {@code whole} or as far as people compare them. */
    static String facts(RegisteredVersion version, boolean whole) {
        StringBuilder facts = new StringBuilder("<dl class=\"pairs\">");
        fact("Since", Html.time(version.since()), facts);
        fact("File", digest(version.digest(), whole), facts);
        version.registeredBy().ifPresent(person -> fact("Registered by", Html.escaped(person), facts));
        version.lineage().forEach((key, value) -> {
            String text = String.valueOf(value);
            switch (key) {
                case Lineage.TRAINING_DATA -> fact("Trained on", digest(text, whole), facts);
                default -> fact(Html.escaped(GatesPart.capitalised(key)), Html.escaped(text), facts);
            }
        });
        if (!version.approvals().isEmpty()) {
            fact("Approved by", Html.escaped(String.join(", ", version.approvals())), facts);
        }
        return facts.append("</dl>\n").toString();
    }

    private static void fact(String name, String value, StringBuilder facts) {
        facts.append("<div><dt>").append(name).append("</dt><dd>").append(value).append("</dd></div>");
    }

    private static String digest(String digest, boolean whole) {
        String shown = whole || digest.length() <= SHOWN_DIGITS ? digest : digest.substring(0, SHOWN_DIGITS) + "…";
        return "<span class=\"digest\">" + Html.escaped(shown) + "</span>";
    }

    private static String entry(Entry entry) {
        // Without tenants nobody who acts is known; what the server found for itself needs no name.
        String by = entry.by().map(person -> " by " + Html.escaped(person)).orElse("");
        List<?> gates = entry.facts().get("gates") instanceof List<?> list ? list : List.of();
        return "<li><p><strong>" + event(entry) + "</strong>" + by + "</p><p class=\"soft\">" + Html.time(entry.time())
                + ", entry <span class=\"number\">" + entry.sequence() + "</span></p>" + GatesPart.of(gates, true)
                + "</li>";
    }

    private static String event(Entry entry) {
        String to = Html.escaped(entry.fact("to"));
        return switch (entry.event()) {
            case REGISTERED -> entry.by().isPresent() ? "Registered" : "First seen";
            case CHANGED -> "File changed, back in development";
            case APPROVED -> "Approved for " + to;
            case PROMOTED -> "Promoted to " + to;
            case HELD -> "Not promoted to " + to;
            case RETIRED -> "Retired";
        };
    }
}
