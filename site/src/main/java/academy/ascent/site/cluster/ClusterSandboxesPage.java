package academy.ascent.site.cluster;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The sandboxes on the cluster, as an operator searches them.
 *
 * @param query what was searched for, or empty
 * @param rows of this page of the list
 * @param all how many there are, found or not
 * @param finding what was found on all pages, in a sentence
 * @param position which page of how many
 * @param ahead what was made before anybody asked for it, in a sentence; empty for nothing
 * @param failure why the cluster could not be asked; then there are no rows
 * @param looked when what was due was last done; empty before the first time
 * @param done what was done then, a line each
 * @param failures what could not be done then, a line each
 */
public record ClusterSandboxesPage(
        String query,
        List<Row> rows,
        int all,
        String finding,
        Optional<Href> previous,
        Optional<Href> next,
        String position,
        Optional<String> ahead,
        Optional<String> failure,
        Optional<Instant> looked,
        List<String> done,
        List<String> failures)
        implements Page {
    public ClusterSandboxesPage {
        rows = List.copyOf(rows);
        done = List.copyOf(done);
        failures = List.copyOf(failures);
    }

    @Override
    public String template() {
        return "cluster/sandboxes.jte";
    }

    @Override
    public String title() {
        return "Sandboxes on the cluster";
    }

    /**
     * One sandbox.
     *
     * @param learner their name, or what the cluster calls the owner
     * @param phase a word: opening, open, suspending, suspended, resuming, closing
     * @param note what is being done to it now or could not be done, or how long GPUs were held; may be empty
     * @param action where actions on it are sent below
     */
    public record Row(
            String learner,
            String sandboxClass,
            String phase,
            String note,
            Instant opened,
            Instant lastUsed,
            Optional<Instant> expires,
            Href action) {

        /** Where an action is sent to. */
        public String action(String name) {
            return action.path() + "/" + name;
        }

        /** Whether anything may be done to it but closing. */
        public boolean isSettled() {
            return phase.equals("open") || phase.equals("suspended");
        }
    }
}
