package academy.ascent.site.cluster;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A learner's own sandbox on the cluster.
 *
 * @param here this page; its actions lie below
 * @param running what is being done to it now; empty if nothing is
 * @param failed why what was last asked for could not be done
 * @param isVirtual whether it is a cluster of the learner's own, or would be, and not a namespace
 * @param offers what may be opened; empty for who may work in no lab
 * @param stay of the one that is there; empty if none is, or while something is being done
 */
public record ClusterPage(
        Href here,
        Optional<String> running,
        Optional<String> failed,
        boolean isVirtual,
        List<Offer> offers,
        Optional<Stay> stay)
        implements Page {
    public ClusterPage {
        offers = List.copyOf(offers);
    }

    @Override
    public String template() {
        return "cluster/cluster.jte";
    }

    @Override
    public String title() {
        return "Your place on the cluster";
    }

    /** Where an action of this page is sent to. */
    public String action(String name) {
        return here.path() + "/" + name;
    }

    /**
     * A class of sandboxes.
     *
     * @param words its name and what it holds
     */
    public record Offer(String name, String words) {}

    /**
     * A sandbox that is there.
     *
     * @param phase a word: opening, open, suspending, suspended, resuming, closing
     * @param expires when it is closed; empty if it lasts until somebody does
     * @param idle when it is suspended unless it is used
     * @param extensions how often it may still be extended
     * @param gpus how long GPUs were held this week
     * @param turn whether it has GPUs or waits for them; empty for a class without
     * @param work what runs in it; empty while nothing may
     */
    public record Stay(
            String sandboxClass,
            String phase,
            Instant opened,
            Optional<Instant> expires,
            Optional<Instant> idle,
            int extensions,
            Optional<String> gpus,
            Optional<Turn> turn,
            Optional<Work> work) {

        public boolean isOpen() {
            return phase.equals("open");
        }

        /** Whether it stands in the queue for GPUs, where nobody is taken for idle. */
        public boolean isWaiting() {
            return turn.filter(Turn::waits).isPresent();
        }

        /** Whether somebody began to suspend it or has. */
        public boolean isAsleep() {
            return phase.equals("suspended") || phase.equals("suspending") || phase.equals("resuming");
        }
    }

    /**
     * Whether a sandbox has GPUs.
     *
     * @param words a sentence
     * @param expected when it presumably has them; empty if it does, or if that cannot be said
     * @param waits whether it stands in the queue
     * @param mayAsk whether it may ask for them again
     */
    public record Turn(String words, Optional<Instant> expected, boolean waits, boolean mayAsk) {}

    /**
     * What runs in a sandbox.
     *
     * @param refresh where this is got again
     * @param log what the pod has written whose log is asked for
     * @param warnings what the cluster could not do, the latest first
     * @param failure why the cluster could not be asked; then there is nothing else
     */
    public record Work(
            Href refresh, List<Pod> pods, Optional<PodLogPart> log, List<Warning> warnings, Optional<String> failure) {
        public Work {
            pods = List.copyOf(pods);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * One pod.
     *
     * @param called what the learner calls it
     * @param doing a word, as kubectl says it
     * @param note why it does not run; may be empty
     * @param made when its workload made it
     * @param log the page with its log; empty if it has none to show
     * @param terminal the page with a shell in it; empty if there is none to have
     * @param shown whether its log is the one that is shown
     */
    public record Pod(
            String name,
            String called,
            String doing,
            String note,
            boolean ready,
            int restarts,
            Instant made,
            Optional<Href> log,
            Optional<Href> terminal,
            boolean shown) {}

    /**
     * Something that the cluster could not do.
     *
     * @param object what it is about, as kind and name
     */
    public record Warning(Instant last, int count, String object, String message) {}
}
