package academy.ascent.platform.cluster;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus;
import academy.ascent.sandbox.cluster.ClusterSandboxes;
import academy.ascent.sandbox.cluster.Extension;
import academy.ascent.sandbox.cluster.GpuStanding;
import academy.ascent.sandbox.cluster.GpuUse;
import academy.ascent.sandbox.cluster.Isolation;
import academy.ascent.site.Chrome;
import academy.ascent.site.cluster.ClusterPage;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Puts together what people see of a sandbox on the cluster. */
@Singleton
@Requires(bean = ClusterConfig.class)
final class ClusterViews {
    static final Chrome.Flash BUSY =
            new Chrome.Flash("warning", "Something else is being done to it. Wait for its end.");

    static final Chrome.Flash TOO_OFTEN = new Chrome.Flash(
            "warning",
            "You have changed it many times in a few minutes; nothing was done. Wait a minute, then try again.");

    private final ClusterSandboxes sandboxes;
    private final GpuStandings standings;
    private final ClusterPlaces places;
    private final ClusterUpkeep upkeep;
    private final Changes changes;
    private final WorkViews works;

    ClusterViews(
            ClusterSandboxes sandboxes,
            GpuStandings standings,
            ClusterPlaces places,
            ClusterUpkeep upkeep,
            Changes changes,
            WorkViews works) {
        this.sandboxes = sandboxes;
        this.standings = standings;
        this.places = places;
        this.upkeep = upkeep;
        this.changes = changes;
        this.works = works;
    }

    /**
     * What a learner sees; that they look is noted as use.
     *
     * @param log the pod whose log is asked for, or empty
     */
    ClusterPage page(SignedIn person, String log) {
        var name = ClusterPlaces.name(person);
        var running = changes.running(name).map(Changes.Running::line);
        var failed = changes.failed(name).map(Changes.Failed::reason);
        try {
            var found = running.isPresent() ? Optional.<ClusterSandboxStatus>empty() : sandboxes.find(name);
            if (found.filter(one -> one.phase() == ClusterSandboxStatus.Phase.OPEN)
                    .isPresent()) {
                found = Optional.of(sandboxes.used(name));
            }
            return page(person, running, failed, found, log);
        } catch (SandboxException e) {
            return page(person, running, Optional.of(String.valueOf(e.getMessage())), Optional.empty(), log);
        }
    }

    private ClusterPage page(
            SignedIn person,
            Optional<String> running,
            Optional<String> failed,
            Optional<ClusterSandboxStatus> found,
            String log) {
        return new ClusterPage(
                ClusterController.HERE,
                running,
                failed,
                found.map(ClusterSandboxStatus::isolation).orElse(places.isolation()) == Isolation.VIRTUAL_CLUSTER,
                places.classes(person).values().stream()
                        .map(ClusterViews::offer)
                        .toList(),
                found.map(one -> stay(one, log)));
    }

    private static ClusterPage.Offer offer(SandboxClass one) {
        return new ClusterPage.Offer(
                one.name(),
                String.format(
                        Locale.ROOT,
                        "%s: %s CPUs, %s GiB of memory, %d pods%s",
                        one.name(),
                        figure(one.cpuMillis() / 1000.0),
                        figure(one.memoryBytes() / (double) (1L << 30)),
                        one.pods(),
                        one.gpus()
                                .map(gpus -> ", " + gpus.count() + " " + gpus.resource() + " for "
                                        + gpus.aWeek().toMinutes() + " minutes a week")
                                .orElse("")));
    }

    private static String figure(double amount) {
        return amount == Math.rint(amount) ? String.valueOf((long) amount) : String.format(Locale.ROOT, "%.1f", amount);
    }

    private ClusterPage.Stay stay(ClusterSandboxStatus status, String log) {
        return new ClusterPage.Stay(
                status.sandboxClass(),
                status.phase().name().toLowerCase(Locale.ROOT),
                status.opened(),
                status.term().map(ClusterSandboxStatus.Term::expires),
                status.term().map(term -> status.lastUsed().plus(term.idle())),
                status.term().map(ClusterSandboxStatus.Term::extensionsLeft).orElse(0),
                minutes(status),
                standings.of(status.name()).map(ClusterViews::turn),
                status.phase() == ClusterSandboxStatus.Phase.OPEN ? works.of(status.name(), log) : Optional.empty());
    }

    /** Whether it is a sandbox's turn to have GPUs, for people. */
    static ClusterPage.Turn turn(GpuStanding standing) {
        var gpus = standing.gpus() + " " + standing.resource();
        return switch (standing.state()) {
            case GpuStanding.Granted _ ->
                new ClusterPage.Turn("Its pods may have " + gpus + ".", Optional.empty(), false, false);
            case GpuStanding.Queued(int position, int of, Optional<Instant> expected) ->
                new ClusterPage.Turn(
                        "Place " + position + " of " + of + " in the queue for " + gpus
                                + (expected.isEmpty() ? ", more than the cluster has at the moment." : "."),
                        expected,
                        true,
                        false);
            case GpuStanding.GivenBack _ ->
                new ClusterPage.Turn(
                        "None of its pods asked for " + gpus + " while others waited, so the next one has them.",
                        Optional.empty(),
                        false,
                        true);
        };
    }

    /** What operators see of a sandbox's GPUs; empty for a class without, and before the first round. */
    Optional<String> gpus(ClusterSandboxStatus status) {
        var parts = Stream.concat(
                        standings.of(status.name()).map(ClusterViews::turn).map(ClusterPage.Turn::words).stream(),
                        minutes(status).map(minutes -> minutes + ".").stream())
                .toList();
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", parts));
    }

    /** How long its learner has held GPUs this week, as of the latest round; empty for a class without. */
    private Optional<String> minutes(ClusterSandboxStatus status) {
        return upkeep.latest().stream()
                .flatMap(round -> round.gpus().stream())
                .filter(use -> use.sandbox().equals(status.name()))
                .findFirst()
                .map(ClusterViews::words);
    }

    private static String words(GpuUse use) {
        return use.used().toMinutes() + " of " + use.aWeek().toMinutes() + " minutes of " + use.resource()
                + " used this week" + (use.isSpent() ? "; no pod gets one until the week ends" : "");
    }

    /** What is said after an action, also where the cluster refuses it. */
    static Chrome.Flash told(Supplier<Chrome.Flash> action) {
        try {
            return action.get();
        } catch (SandboxException e) {
            return refusal(e);
        }
    }

    static Chrome.Flash refusal(SandboxException e) {
        return new Chrome.Flash("error", e.getMessage() + ".");
    }

    static Chrome.Flash flash(Extension extension) {
        return switch (extension) {
            case Extension.Granted _ -> new Chrome.Flash("good", "Its time begins anew.");
            case Extension.Refused(String reason) -> new Chrome.Flash("error", reason + ".");
        };
    }
}
