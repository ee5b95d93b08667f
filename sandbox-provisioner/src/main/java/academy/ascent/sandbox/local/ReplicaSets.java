package academy.ascent.sandbox.local;

import academy.ascent.sandbox.admission.DeploymentWorkload;
import academy.ascent.sandbox.admission.PodTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The ReplicaSets of one Deployment, one for each template that it had. While it is paused, they alone say what is to run,
 * as the Deployment controller of Kubernetes 1.36 sizes them.
 *
 * @param all in the order in which they were made
 */
record ReplicaSets(List<ReplicaSet> all) {
    static final ReplicaSets NONE = new ReplicaSets(List.of());

    ReplicaSets {
        all = List.copyOf(all);
    }

    /** How many pods of a template are wanted. */
    int size(PodTemplate template) {
        return of(template).map(ReplicaSet::size).orElse(0);
    }

    private Optional<ReplicaSet> of(PodTemplate template) {
        return all.stream().filter(set -> set.template().equals(template)).findFirst();
    }

    /**
     * Those of these templates: what is not known yet is made, what is not named is removed.
     *
     * @param sizes what a rollout has made of each
     */
    ReplicaSets rolledOut(
            DeploymentWorkload deployment, List<PodTemplate> templates, ToIntFunction<PodTemplate> sizes) {
        Stream<ReplicaSet> kept = among(templates).all().stream().map(set -> {
            int size = sizes.applyAsInt(set.template());
            return size == set.size() && set.desired() == deployment.replicas() ? set : set.scaled(size, deployment);
        });
        Stream<ReplicaSet> made = templates.stream()
                .filter(template -> of(template).isEmpty())
                .map(template -> ReplicaSet.of(template, sizes.applyAsInt(template), deployment));
        return new ReplicaSets(Stream.concat(kept, made).toList());
    }

    /** Without those of other templates. */
    ReplicaSets among(List<PodTemplate> templates) {
        return new ReplicaSets(
                all.stream().filter(set -> templates.contains(set.template())).toList());
    }

    /**
     * What they are of a Deployment that is paused. One alone takes a new number of replicas, and where all are empty it
     * is that of the present template, else the newest. Of several, the old ones go once that of the present template is
     * whole; until then all share what is wanted.
     *
     * @param available how many pods of the present template are available
     */
    ReplicaSets paused(DeploymentWorkload deployment, int available) {
        List<ReplicaSet> active = all.stream().filter(ReplicaSet::isActive).toList();
        if (active.size() < 2) {
            return only(active, deployment.template())
                    .filter(set -> set.size() != deployment.replicas())
                    .map(set -> with(List.of(set.scaled(deployment.replicas(), deployment))))
                    .orElse(this);
        }
        if (isWhole(deployment, available)) {
            return with(active.stream()
                    .filter(set -> !set.template().equals(deployment.template()))
                    .map(set -> set.scaled(0, deployment))
                    .toList());
        }
        return deployment.recreate() ? this : with(shared(deployment, active));
    }

    private Optional<ReplicaSet> only(List<ReplicaSet> active, PodTemplate present) {
        return active.stream()
                .findFirst()
                .or(() -> of(present))
                .or(() -> all.reversed().stream().findFirst());
    }

    private boolean isWhole(DeploymentWorkload deployment, int available) {
        int replicas = deployment.replicas();
        return available == replicas
                && of(deployment.template())
                        .filter(set -> set.size() == replicas && set.desired() == replicas)
                        .isPresent();
    }

    private ReplicaSets with(List<ReplicaSet> changed) {
        return new ReplicaSets(all.stream()
                .map(set -> changed.stream()
                        .filter(one -> one.template().equals(set.template()))
                        .findFirst()
                        .orElse(set))
                .toList());
    }

    /** In proportion to their sizes, up to the most pods of an update; what rounding leaves, the largest takes. */
    private static List<ReplicaSet> shared(DeploymentWorkload deployment, List<ReplicaSet> active) {
        int total = active.stream().mapToInt(ReplicaSet::size).sum();
        int most = deployment.replicas() == 0 ? 0 : deployment.replicas() + deployment.maxSurge();
        int left = most - total;
        List<ReplicaSet> shared = new ArrayList<>();
        for (ReplicaSet set : largestFirst(active, left > 0)) {
            int share = share(set, most, set.most() == 0 ? total : set.most(), left);
            left -= share;
            shared.add(set.scaled(set.size() + share, deployment));
        }
        ReplicaSet largest = shared.getFirst();
        shared.set(0, largest.scaled(Math.max(0, largest.size() + left), deployment));
        return shared;
    }

    /** Of the same size, the newer come first where pods are to be added, and the older where they are to go. */
    private static List<ReplicaSet> largestFirst(List<ReplicaSet> active, boolean newer) {
        return (newer ? active.reversed() : active)
                .stream()
                        .sorted(Comparator.comparing(ReplicaSet::size).reversed())
                        .toList();
    }

    /** How many pods more, or fewer: no more than are left to add or to take away. */
    private static int share(ReplicaSet set, int most, int mostBefore, int left) {
        int change = Math.toIntExact(Math.round((double) set.size() * most / mostBefore)) - set.size();
        if (left == 0) {
            return 0;
        }
        return left > 0 ? Math.min(change, left) : Math.max(change, left);
    }
}
