package academy.ascent.site;

import java.util.List;
import java.util.Optional;

/**
 * What stands around every page.
 *
 * @param viewer who is signed in
 * @param navigation the links of the header, as this viewer may follow them
 * @param path the path being shown, to mark the current link
 * @param theme {@code light}, {@code dark} or empty to follow the system
 * @param csrfToken the token that every form sends back as {@code csrfToken}
 * @param nonce the nonce of this answer's content security policy, for styles that scripts add
 * @param flash a message about what was just done
 */
public record Chrome(
        Optional<Viewer> viewer,
        List<Link> navigation,
        String path,
        String theme,
        String csrfToken,
        String nonce,
        Optional<Flash> flash) {

    public Chrome {
        navigation = List.copyOf(navigation);
    }

    public boolean current(Href href) {
        return path.equals(href.path()) || path.startsWith(href.path() + "/");
    }

    /** The address of a style or script by its plain name, for example {@code app.css}. */
    public String asset(String name) {
        return Assets.address(name);
    }

    /** Who is signed in. */
    public record Viewer(String name, String email) {}

    /** A link of the header. */
    public record Link(String text, Href href) {}

    /**
     * A message about what was just done.
     *
     * @param tone {@code good}, {@code error} or {@code warning}
     */
    public record Flash(String tone, String text) {}
}
