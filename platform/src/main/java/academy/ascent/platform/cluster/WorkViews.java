package academy.ascent.platform.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterPod;
import academy.ascent.sandbox.cluster.ClusterSandboxes;
import academy.ascent.sandbox.cluster.ClusterWork;
import academy.ascent.sandbox.cluster.ContainerLog;
import academy.ascent.site.Href;
import academy.ascent.site.cluster.ClusterPage;
import academy.ascent.site.cluster.PodLogPart;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Puts together what a learner sees of what runs in their sandbox on the cluster, and of what it writes. */
@Singleton
@Requires(bean = ClusterConfig.class)
final class WorkViews {
    private static final String LOG = "log";

    private final ClusterSandboxes sandboxes;

    WorkViews(ClusterSandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    /**
     * What runs in a sandbox; empty if there is none.
     *
     * @param log the pod whose log is asked for, or empty
     */
    Optional<ClusterPage.Work> of(SandboxName name, String log) {
        try {
            return Optional.of(work(sandboxes.work(name), name, log));
        } catch (SandboxException e) {
            return e.code() == SandboxException.Code.NOT_FOUND
                    ? Optional.empty()
                    : Optional.of(new ClusterPage.Work(
                            refresh(log),
                            List.of(),
                            Optional.empty(),
                            List.of(),
                            Optional.of(String.valueOf(e.getMessage()))));
        }
    }

    /** The page with a shell in a pod. */
    static Href terminal(String pod) {
        return ClusterController.HERE.below("terminal").with("pod", pod);
    }

    private static Href refresh(String log) {
        var work = ClusterController.HERE.below("work");
        return log.isEmpty() ? work : work.with(LOG, log);
    }

    private ClusterPage.Work work(ClusterWork work, SandboxName name, String log) {
        return new ClusterPage.Work(
                refresh(log),
                work.pods().stream().map(pod -> pod(pod, log)).toList(),
                log.isEmpty() ? Optional.empty() : Optional.of(log(work, name, log)),
                work.warnings().stream()
                        .map(one -> new ClusterPage.Warning(one.last(), one.count(), one.object(), one.message()))
                        .toList(),
                Optional.empty());
    }

    private static ClusterPage.Pod pod(ClusterPod pod, String log) {
        return new ClusterPage.Pod(
                pod.name(),
                pod.called(),
                pod.doing(),
                pod.note(),
                pod.isReady(),
                pod.restarts(),
                pod.made(),
                pod.isControlPlane() ? Optional.empty() : Optional.of(ClusterController.HERE.with(LOG, pod.name())),
                pod.isControlPlane() || pod.running().isEmpty() ? Optional.empty() : Optional.of(terminal(pod.name())),
                pod.name().equals(log));
    }

    /** Of a pod that is there no more, or cannot be asked, that this is so. */
    private PodLogPart log(ClusterWork work, SandboxName name, String log) {
        var pod = work.pods().stream().filter(one -> one.name().equals(log)).findFirst();
        if (pod.isEmpty()) {
            return without(log, "There is no such pod any more, and its log is gone with it.");
        }
        if (pod.get().isControlPlane()) {
            return without(log, "That is your control plane. Its log is not shown.");
        }
        try {
            return log(pod.get(), sandboxes.logs(name, log));
        } catch (SandboxException e) {
            return without(pod.get().called(), e.getMessage() + ".");
        }
    }

    static PodLogPart log(ClusterPod pod, List<ContainerLog> logs) {
        if (logs.isEmpty()) {
            return without(
                    pod.called(),
                    "None of its containers has been started yet" + (pod.note().isEmpty() ? "." : ": " + pod.note()));
        }
        return new PodLogPart(
                pod.called(),
                Optional.empty(),
                logs.stream()
                        .map(one -> new PodLogPart.Log(
                                one.isEarlier() ? "Before the restart, container" : "Container",
                                one.container(),
                                one.note(),
                                one.lines()))
                        .toList());
    }

    private static PodLogPart without(String called, String finding) {
        return new PodLogPart(called, Optional.of(finding), List.of());
    }
}
