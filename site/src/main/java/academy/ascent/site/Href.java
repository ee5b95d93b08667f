package academy.ascent.site;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A link within the site.
 *
 * @param path begins with a slash and no second one, so that it never leaves the site
 */
public record Href(String path) {
    public Href {
        if (!path.startsWith("/") || path.startsWith("//") || path.contains("\\")) {
            throw new IllegalArgumentException("Not a path of this site: " + path);
        }
    }

    /** A path made of segments, each of them encoded. */
    public static Href of(Object... segments) {
        var path = new StringBuilder();
        for (var segment : segments) {
            path.append('/').append(encode(segment.toString()));
        }
        return new Href(path.isEmpty() ? "/" : path.toString());
    }

    public Href with(String name, String value) {
        return new Href(path + (path.contains("?") ? '&' : '?') + encode(name) + '=' + encode(value));
    }

    /** The path one segment further, with the same query. */
    public Href below(String segment) {
        var query = path.indexOf('?');
        return query < 0
                ? new Href(path + "/" + encode(segment))
                : new Href(path.substring(0, query) + "/" + encode(segment) + path.substring(query));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return path;
    }
}
