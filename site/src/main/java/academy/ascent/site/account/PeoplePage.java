package academy.ascent.site.account;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The accounts, as an administrator searches them.
 *
 * @param query what was searched for, or empty
 * @param total how many were found on all pages
 * @param here this page of the list, to come back to
 * @param position which page of how many
 */
public record PeoplePage(
        String query,
        List<Person> people,
        List<Choice> roles,
        long total,
        Href here,
        Optional<Href> previous,
        Optional<Href> next,
        String position)
        implements Page {
    public PeoplePage {
        people = List.copyOf(people);
        roles = List.copyOf(roles);
    }

    @Override
    public String template() {
        return "account/people.jte";
    }

    @Override
    public String title() {
        return "People";
    }

    /** What was found, in a sentence. */
    public String finding() {
        var accounts = total == 1 ? "1 account" : total + " accounts";
        return query.isEmpty() ? accounts + "." : accounts + " with “" + query + "” in the address or the name.";
    }

    /** The word of a role. */
    public String word(String role) {
        return roles.stream()
                .filter(choice -> choice.value().equals(role))
                .map(Choice::word)
                .findFirst()
                .orElse(role);
    }

    /**
     * One account.
     *
     * @param setRole where to send another role; empty for the viewer's own account
     */
    public record Person(String name, String email, String role, Instant since, Optional<Href> setRole) {}

    /** A role to choose. */
    public record Choice(String value, String word) {}
}
