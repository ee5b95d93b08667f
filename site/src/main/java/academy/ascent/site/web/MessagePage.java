package academy.ascent.site.web;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.util.Optional;

/**
 * One message: what happened and what to do next.
 *
 * @param code for support, for example {@code 404}
 * @param action where to go next
 */
public record MessagePage(String title, String code, String text, Optional<Action> action) implements Page {

    @Override
    public String template() {
        return "web/message.jte";
    }

    /** A link with a verb. */
    public record Action(String text, Href href) {}
}
