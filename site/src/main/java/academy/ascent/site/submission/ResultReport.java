package academy.ascent.site.submission;

import academy.ascent.site.Assets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A submission's result as one file that refers to nothing outside of itself.
 *
 * @param address where the result stands on the platform, as text
 * @param made when the file was made
 */
public record ResultReport(ResultPage page, String address, Instant made) {
    /** The template below {@code src/main/jte}. */
    public static final String TEMPLATE = "submission/report.jte";

    /** The whole style sheet. */
    public String styles() {
        var name = Assets.address("report.css").substring("/assets/".length());
        return Assets.read(name)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("The style sheet of reports was not bundled"));
    }
}
