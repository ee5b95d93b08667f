package academy.ascent.platform.sandbox;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.sandbox.AutoscalerStatus;
import academy.ascent.sandbox.JobStatus;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Revision;
import academy.ascent.sandbox.RolloutStatus;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.Usage;
import academy.ascent.site.Href;
import academy.ascent.site.sandbox.LivePart;
import academy.ascent.site.sandbox.SandboxPage;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts together what a learner sees of their sandbox. */
@Singleton
final class SandboxViews {
    private static final int LINES = 200;

    private final LearnerSandboxes sandboxes;
    private final SandboxKeeper keeper;

    SandboxViews(LearnerSandboxes sandboxes, SandboxKeeper keeper) {
        this.sandboxes = sandboxes;
        this.keeper = keeper;
    }

    static Href href(Lab lab) {
        return Href.of("labs", lab.id(), "sandbox");
    }

    /** The page with a shell beside a replica. */
    static Href terminal(Lab lab, String replica) {
        return href(lab).below("terminal").with("replica", replica);
    }

    /**
     * The whole page.
     *
     * @param log the replica whose log is asked for, or empty
     * @param refused why what was applied just now was refused, a line each
     */
    SandboxPage page(SignedIn person, Lab lab, String log, SandboxPage.Ask ask, List<String> refused) {
        var open = sandboxes.openOf(person.id()).filter(one -> one.lab().equals(lab.id()));
        var ended = open.isPresent() ? Optional.<LearnerSandbox>empty() : sandboxes.lastOf(person.id(), lab.id());
        return new SandboxPage(
                lab.title(),
                Href.of("labs", lab.id()),
                href(lab),
                ended.flatMap(one -> Optional.ofNullable(one.closedWhy())),
                open.map(this::stay),
                refused,
                open.filter(one -> !one.isSuspended()).map(one -> live(one, lab, log)),
                ask);
    }

    private SandboxPage.Stay stay(LearnerSandbox sandbox) {
        return new SandboxPage.Stay(
                sandbox.openedAt(),
                sandbox.expiresAt(),
                Optional.ofNullable(sandbox.suspendedWhy()),
                sandboxes.idleAt(sandbox),
                sandboxes.extensionsLeft(sandbox));
    }

    /** What runs now; a sandbox that ends while it is looked at is told as one that is being deployed. */
    LivePart live(LearnerSandbox sandbox, Lab lab, String log) {
        var refresh = href(lab).below("live").with("log", log);
        var place = keeper.live(sandbox);
        if (place.isEmpty()) {
            return deploying(refresh);
        }
        if (place.get().sandbox().isEmpty()) {
            return without(
                    refresh,
                    "refused",
                    "Nothing runs: what you wrote could not be deployed.",
                    place.get().problems());
        }
        try {
            return running(refresh, place.get().sandbox().get(), lab, log);
        } catch (SandboxException e) {
            return e.code() == SandboxException.Code.BROKEN
                    ? without(
                            refresh,
                            "refused",
                            "The sandbox broke. Deploy again.",
                            List.of(String.valueOf(e.getMessage())))
                    : deploying(refresh);
        }
    }

    private static LivePart deploying(Href refresh) {
        return without(refresh, "deploying", "Your files are being deployed.", List.of());
    }

    /** Without any replica. */
    private static LivePart without(Href refresh, String state, String finding, List<String> problems) {
        return new LivePart(refresh, state, finding, problems, List.of(), List.of(), List.of(), Optional.empty());
    }

    private static LivePart running(Href refresh, Sandbox sandbox, Lab lab, String log) {
        var replicas = shown(sandbox);
        var ready = replicas.stream().filter(Replica::ready).count();
        var all = !replicas.isEmpty() && ready == replicas.size();
        var rollouts = sandbox.rollouts();
        var shown = replicas.stream().filter(one -> one.name().equals(log)).findFirst();
        return new LivePart(
                refresh,
                all ? "ready" : "starting",
                replicas.isEmpty()
                        ? whyNone(rollouts)
                        : ready + " of " + replicas.size() + (replicas.size() == 1 ? " replica is" : " replicas are")
                                + " ready.",
                List.of(),
                replicas.stream()
                        .map(one -> replica(one, lab, one.name().equals(log)))
                        .toList(),
                rollouts.stream().map(one -> rollout(one, sandbox)).toList(),
                Stream.concat(
                                Stream.of(usage(sandbox.usage(), lab.sandboxClass())),
                                sandbox.autoscalers().stream().map(SandboxViews::autoscaler))
                        .toList(),
                shown.map(one -> new LivePart.Log(one.name(), sandbox.logs(one.name(), LINES))));
    }

    private static String whyNone(List<RolloutStatus> rollouts) {
        return rollouts.stream().anyMatch(one -> one.paused() && one.replicas() > 0)
                ? "No replica runs: what the manifests ask for is paused."
                : "No replica runs: the manifests ask for none.";
    }

    /** As on a cluster, a replica that was told to end is not told of any more once it is gone, but for those of Jobs. */
    private static List<Replica> shown(Sandbox sandbox) {
        var jobs = sandbox.jobs().stream().map(JobStatus::job).collect(Collectors.toSet());
        return sandbox.replicas().stream()
                .filter(one -> one.state() != Replica.State.ENDED || jobs.contains(one.workload()))
                .toList();
    }

    private static LivePart.Rollout rollout(RolloutStatus status, Sandbox sandbox) {
        var revisions = history(sandbox, status.workload());
        var newest = revisions.isEmpty() ? 0 : revisions.getLast().number();
        return new LivePart.Rollout(
                status.workload(),
                finding(status),
                revisions.reversed().stream()
                        .map(one -> new LivePart.Revision(
                                one.number(), one.changeCause().orElse(""), one.number() == newest))
                        .toList());
    }

    private static String finding(RolloutStatus status) {
        var far = status.isComplete()
                ? "is rolled out."
                : "is rolled out to " + status.available() + " of " + status.replicas() + " replicas; " + status.old()
                        + " of the old ones are left.";
        return status.paused()
                ? far + " It is paused: a new template is rolled out when it is resumed, by applying it without"
                        + " “paused: true”."
                : far;
    }

    /** None of a StatefulSet. */
    private static List<Revision> history(Sandbox sandbox, String workload) {
        try {
            return sandbox.history(workload);
        } catch (SandboxException e) {
            if (e.code() == SandboxException.Code.NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    private static String autoscaler(AutoscalerStatus scaler) {
        if (scaler.replicas() == 0) {
            return "The autoscaler " + scaler.name() + " finds no replicas of " + scaler.workload() + " to scale.";
        }
        var use = scaler.cpuPercent().isPresent()
                ? "Replicas of " + scaler.workload() + " use "
                        + scaler.cpuPercent().getAsInt() + " % of the CPU they request. "
                : "";
        var rates = scaler.rates().stream().map(SandboxViews::rate).collect(Collectors.joining());
        return use + rates + "The autoscaler " + scaler.name() + " wants " + scaler.replicas() + " ("
                + scaler.minReplicas() + " to " + scaler.maxReplicas() + ").";
    }

    private static String rate(AutoscalerStatus.Rate rate) {
        var seen = rate.perSecond().isPresent()
                ? String.format(
                        Locale.ROOT, "is %.1f a replica", rate.perSecond().getAsDouble())
                : "is not known: no replica has shown its counter twice";
        return String.format(Locale.ROOT, "%s %s; the goal is %.1f. ", rate.metric(), seen, rate.target());
    }

    private static LivePart.Replica replica(Replica replica, Lab lab, boolean shown) {
        return new LivePart.Replica(
                replica.name(),
                switch (replica.state()) {
                    case STARTING -> "starting";
                    case RUNNING -> "running";
                    case BACKING_OFF -> "waits to be started again";
                    case TERMINATING -> "ending";
                    case ENDED -> "ended";
                },
                replica.ready(),
                replica.restarts(),
                replica.started(),
                replica.lastExit().map(exit -> "last ended with " + exit).orElse(""),
                href(lab).with("log", replica.name()),
                Optional.of(terminal(lab, replica.name())).filter(_ -> replica.state() == Replica.State.RUNNING),
                shown);
    }

    static String usage(Usage usage, SandboxClass limits) {
        return String.format(
                Locale.ROOT,
                "%d of %d MiB of memory, %.1f s of CPU time so far",
                usage.memoryBytes() >> 20,
                limits.memoryBytes() >> 20,
                usage.cpuTime().toMillis() / 1e3);
    }
}
