package academy.ascent.reference.registry;

import academy.ascent.reference.config.Stage;
import academy.ascent.reference.page.Html;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The registry as people read it: which version of each model is in production, and how far the others have come. */
final class RegistryPage {
    private static final Comparator<RegisteredVersion> ORDER = Comparator.comparingInt((RegisteredVersion version) ->
                    version.stage() == Stage.RETIRED ? 1 : -version.stage().ordinal())
            .thenComparing(RegisteredVersion::since, Comparator.reverseOrder());

    private final Registry registry;

    RegistryPage(Registry registry) {
        this.registry = registry;
    }

    /** The page of these versions, which needs no script. */
    String of(List<RegisteredVersion> versions) {
        Map<String, List<RegisteredVersion>> models = versions.stream()
                .collect(Collectors.groupingBy(RegisteredVersion::model, TreeMap::new, Collectors.toList()));
        StringBuilder body = new StringBuilder("<main>\n<h1>Model registry</h1>\n");
        if (models.isEmpty()) {
            body.append("<p class=\"soft\">No version yet: what serving.yaml declares under models stands here once it"
                    + " is loaded.</p>\n");
        }
        models.forEach((model, all) -> body.append(model(model, all)));
        body.append("</main>\n<footer>Last line of the log: <span class=\"digest\">")
                .append(registry.head())
                .append("</span>. <a href=\"?format=json\">As JSON</a></footer>\n");
        return Html.page("Model registry", body.toString());
    }

    private String model(String model, List<RegisteredVersion> versions) {
        String cards = versions.stream().sorted(ORDER).map(this::card).collect(Collectors.joining("\n"));
        return "<h2>" + Html.escaped(model) + "</h2>\n" + status(model) + "<ul class=\"columns\">\n" + cards
                + "\n</ul>\n";
    }

    private String status(String model) {
        Optional<String> production = registry.versionIn(model, Stage.PRODUCTION);
        return production
                .map(version -> "<div class=\"status good\"><p><strong>● Version " + Html.escaped(version)
                        + " is in production</strong></p><p>Requests that name no version get its answers.</p></div>\n")
                .orElse("<div class=\"status\"><p><strong>○ None is in production</strong></p><p>Requests that name no"
                        + " version get the answers of the newest that is ready and not retired.</p></div>\n");
    }

    private String card(RegisteredVersion version) {
        String address = "/registry/" + Html.escaped(version.model()) + "/" + Html.escaped(version.version());
        return "<li><div class=\"head\"><h3><a href=\"" + address + "\">Version " + Html.escaped(version.version())
                + "</a></h3>" + VersionPage.stage(version) + "</div>\n" + VersionPage.facts(version, false)
                + (registry.isServed(version) ? "" : "<p class=\"soft\">Not served now.</p>\n")
                + version.judged().map(RegistryPage::judged).orElse("") + "</li>";
    }

    private static String judged(RegisteredVersion.Judged judged) {
        return judged.gates().isEmpty()
                ? ""
                : "<p class=\"soft\">For " + Html.escaped(judged.to()) + "</p>\n" + GatesPart.of(judged.gates(), false);
    }
}
