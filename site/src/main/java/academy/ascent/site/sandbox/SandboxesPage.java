package academy.ascent.site.sandbox;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Every open sandbox of a learner, for an operator.
 *
 * @param most how many this machine carries at once
 * @param running how many run; the others are suspended
 */
public record SandboxesPage(List<Row> rows, int most, long running) implements Page {
    public SandboxesPage {
        rows = List.copyOf(rows);
    }

    @Override
    public String template() {
        return "sandbox/sandboxes.jte";
    }

    @Override
    public String title() {
        return "Sandboxes";
    }

    /** What there is, in a sentence. */
    public String finding() {
        return running + " of " + most + " places are used"
                + (rows.size() > running
                        ? "; " + (rows.size() - running) + " more " + (rows.size() - running == 1 ? "is" : "are")
                                + " suspended."
                        : ".");
    }

    /**
     * One sandbox.
     *
     * @param state a word: running, suspended, deploying, refused
     * @param usage what it uses now, or empty
     * @param idle when it is suspended unless it is used; empty if it is
     * @param action where actions on it are sent below
     */
    public record Row(
            String learner,
            String lab,
            String sandboxClass,
            String state,
            String usage,
            Instant opened,
            Instant expires,
            Optional<Instant> idle,
            Href action) {

        /** Where an action is sent to. */
        public String action(String name) {
            return action.path() + "/" + name;
        }
    }
}
