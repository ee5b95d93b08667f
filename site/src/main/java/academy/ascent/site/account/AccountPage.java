package academy.ascent.site.account;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import academy.ascent.site.web.Field;
import java.util.List;
import java.util.Optional;

/**
 * One's own account.
 *
 * @param role in a word
 * @param password the current password and the new one
 * @param sections what other features show here
 */
public record AccountPage(String email, String role, Field name, List<Field> password, List<Section> sections)
        implements Page {
    public AccountPage {
        password = List.copyOf(password);
        sections = List.copyOf(sections);
    }

    @Override
    public String template() {
        return "account/account.jte";
    }

    @Override
    public String title() {
        return "Your account";
    }

    /**
     * A feature's part of the account page.
     *
     * @param empty what will stand here, shown while there are no entries
     */
    public record Section(String title, List<Entry> entries, String empty) {
        public Section {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A line of a section.
     *
     * @param href where its text leads
     * @param action a button beside it
     */
    public record Entry(String text, String detail, Optional<Href> href, Optional<Action> action) {}

    /** A button that sends a form without fields. */
    public record Action(String text, Href href) {}
}
