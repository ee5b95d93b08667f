package academy.ascent.platform.web;

import academy.ascent.site.Href;
import org.jspecify.annotations.Nullable;

/** Where to go after a form: only ever a path of this site, whatever was sent. */
public final class ReturnPath {
    private ReturnPath() {}

    public static Href of(@Nullable String sent, Href otherwise) {
        if (sent == null
                || !sent.startsWith("/")
                || sent.startsWith("//")
                || sent.contains("\\")
                || sent.chars().anyMatch(c -> c < ' ')) {
            return otherwise;
        }
        return new Href(sent);
    }
}
