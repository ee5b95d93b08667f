package academy.ascent.site.account;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import academy.ascent.site.web.Field;
import java.util.List;
import java.util.Optional;

/**
 * A page with one form: sign up, sign in, ask for a new password, set one.
 *
 * @param problem what is wrong with the whole, if it is not one field
 * @param next where to go afterwards, sent along as {@code next}; empty for the default
 */
public record FormPage(
        String title,
        String introduction,
        Href action,
        String button,
        List<Field> fields,
        Optional<String> problem,
        String next,
        List<Alternative> alternatives)
        implements Page {

    public FormPage {
        fields = List.copyOf(fields);
        alternatives = List.copyOf(alternatives);
    }

    @Override
    public String template() {
        return "account/form.jte";
    }

    /** Another way on, below the form. */
    public record Alternative(String question, String text, Href href) {}
}
