package academy.ascent.reference.drift.report;

import academy.ascent.reference.page.Html;
import java.util.List;
import java.util.stream.Collectors;

/** All monitors as a page. */
public final class ListPage {
    private ListPage() {}

    /** The page, which needs no script. */
    public static String of(List<DriftReport> reports) {
        String rows = reports.stream()
                .map(report -> "<tr><td><a href=\"/drift/" + Html.escaped(report.name()) + "\">"
                        + Html.escaped(report.name()) + "</a></td><td>" + StatusLine.headline(report)
                        + "</td><td class=\"number\">" + Html.count(report.begun()) + "</td></tr>")
                .collect(Collectors.joining("\n"));
        return Html.page("Drift monitors", """
                <main>
                <h1>Drift monitors</h1>
                <div class="scroll"><table><thead><tr><th>Watches</th><th>Status</th><th>Episodes</th></tr></thead>\
                <tbody>
                %s
                </tbody></table></div>
                </main>
                <footer><a href="?format=json">As JSON</a></footer>
                """.formatted(rows));
    }
}
