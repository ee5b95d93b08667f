package academy.ascent.site.cohort;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import academy.ascent.site.web.Field;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who may come into a cohort and who is in it, its name and days.
 *
 * @param invitation the link that was made last and not taken back
 * @param invite where a new link is made
 * @param revoke where the link is taken back
 * @param save where name and days are sent
 * @param archive where it is put away
 */
public record ManagePage(
        Heading heading,
        Optional<Invitation> invitation,
        Field places,
        Href invite,
        Href revoke,
        Field name,
        Field startsOn,
        Field endsOn,
        Href save,
        List<Member> members,
        List<Member> removed,
        Href archive)
        implements Page {
    public ManagePage {
        members = List.copyOf(members);
        removed = List.copyOf(removed);
    }

    @Override
    public String template() {
        return "cohort/manage.jte";
    }

    @Override
    public String title() {
        return "Manage " + heading.name();
    }

    /**
     * A link that is out.
     *
     * @param use how many came by it, in words
     */
    public record Invitation(Instant expires, boolean works, String use) {}

    /**
     * A member, or one that was removed.
     *
     * @param action where to remove them, or let them back in
     */
    public record Member(String name, String email, Instant joined, Href action) {}
}
