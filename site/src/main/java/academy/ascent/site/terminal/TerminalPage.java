package academy.ascent.site.terminal;

import academy.ascent.site.Href;
import academy.ascent.site.Page;

/**
 * A shell in a sandbox.
 *
 * @param where the replica or pod that it is in
 * @param backTo what {@code back} is
 * @param lead what kind of shell it is and what it ends with
 * @param socket where a script connects
 */
public record TerminalPage(String where, String backTo, Href back, String lead, Href socket) implements Page {

    @Override
    public String template() {
        return "terminal/terminal.jte";
    }

    @Override
    public String title() {
        return "Terminal · " + where;
    }
}
