package academy.ascent.site.terminal;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.util.List;

/**
 * A shell in a sandbox.
 *
 * @param where the replica or pod that it is in
 * @param backTo what {@code back} is
 * @param lead what kind of shell it is and what it ends with
 * @param containers those that a shell can be had in; empty where there is no choice
 * @param socket where a script connects
 */
public record TerminalPage(String where, String backTo, Href back, String lead, List<Container> containers, Href socket)
        implements Page {
    public TerminalPage {
        containers = List.copyOf(containers);
    }

    /**
     * A container of a pod.
     *
     * @param terminal the page with a shell in it
     * @param shown whether it is the one of this page
     */
    public record Container(String name, Href terminal, boolean shown) {}

    @Override
    public String template() {
        return "terminal/terminal.jte";
    }

    @Override
    public String title() {
        return "Terminal · " + where;
    }
}
