package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.Revision;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The revisions of one Deployment as its ReplicaSets hold them on a cluster: one for each distinct pod template. Not safe
 * for use by several threads at once.
 */
public final class RolloutHistory {
    private final List<Held> held = new ArrayList<>(); // oldest first

    private record Held(int number, PodTemplate template, Optional<String> changeCause) {
        Revision told() {
            return new Revision(number, changeCause.or(() -> DeploymentWorkload.changeCause(template.revision())));
        }
    }

    /**
     * Gives the Deployment's present template the newest number.
     *
     * @param create whether a template that is new becomes a revision already
     */
    public void observe(DeploymentWorkload deployment, boolean create) {
        Optional<Held> known = held.stream()
                .filter(one -> one.template().equals(deployment.template()))
                .findFirst();
        if (known.isEmpty() && !create) {
            return;
        }
        known.ifPresent(held::remove);
        int newest = held.isEmpty() ? 0 : held.getLast().number();
        held.add(new Held(
                Math.max(newest + 1, known.map(Held::number).orElse(0)),
                deployment.template(),
                deployment.changeCause().or(() -> known.flatMap(Held::changeCause))));
    }

    /**
     * Forgets the oldest revisions.
     *
     * @param old how many are kept besides that of the present template
     * @param used tells the templates that still have pods: their revisions are not forgotten
     */
    public void keep(int old, PodTemplate present, Predicate<PodTemplate> used) {
        List<Held> others =
                held.stream().filter(one -> !one.template().equals(present)).toList();
        held.removeAll(others.stream()
                .limit(Math.max(0, others.size() - old))
                .filter(one -> !used.test(one.template()))
                .toList());
    }

    /** What it holds, by revision. */
    public List<PodTemplate> templates() {
        return held.stream().map(Held::template).toList();
    }

    /** Oldest first. */
    public List<Revision> revisions() {
        return held.stream().map(Held::told).toList();
    }

    /**
     * The Deployment with the template and the change cause of a revision.
     *
     * @param revision 0 for the one before the newest
     * @throws SandboxException with code {@code NOT_FOUND}, in kubectl's words, if there is no such revision
     */
    public DeploymentWorkload restored(DeploymentWorkload deployment, int revision) {
        Held wanted = revision == 0 ? previous(deployment.name()) : numbered(revision);
        return wanted.template().equals(deployment.template())
                ? deployment
                : deployment.restored(wanted.template(), wanted.changeCause());
    }

    private Held previous(String deployment) {
        if (held.size() < 2) {
            throw new SandboxException(
                    Code.NOT_FOUND, "no rollout history found for deployment \"" + deployment + "\"");
        }
        return held.get(held.size() - 2);
    }

    private Held numbered(int revision) {
        return held.stream()
                .filter(one -> one.number() == revision)
                .findFirst()
                .orElseThrow(() -> new SandboxException(
                        Code.NOT_FOUND, "unable to find specified revision " + revision + " in history"));
    }
}
