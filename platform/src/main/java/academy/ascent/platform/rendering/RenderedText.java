package academy.ascent.platform.rendering;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A rendered text.
 *
 * @param html a fragment without inline styles or scripts; also well-formed XML with one root
 */
public record RenderedText(String html) {
    private static final Pattern HEADING = Pattern.compile("<h2 id=\"([^\"]+)\">(.*?)</h2>");

    /** The sections, for a table of contents. */
    public List<Section> sections() {
        return HEADING.matcher(html)
                .results()
                .map(found -> new Section(found.group(1), plain(found.group(2))))
                .toList();
    }

    private static String plain(String markup) {
        return markup.replaceAll("<[^>]+>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    /** A section that can be linked to. */
    public record Section(String id, String title) {}
}
