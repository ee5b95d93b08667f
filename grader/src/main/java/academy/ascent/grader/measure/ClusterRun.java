package academy.ascent.grader.measure;

import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.host.TimeSlice;
import academy.ascent.sandbox.cluster.ClusterSettings;
import academy.ascent.sandbox.cluster.MeasuredSandboxes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * One grading on a cluster whose pods are reachable from here; what it made there is removed when the process ends, unless
 * that is killed.
 */
final class ClusterRun {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ClusterRun() {}

    /**
     * Grades; the caller ends the process afterwards.
     *
     * @param kubeconfig who we are on the cluster
     * @param images what may run there
     */
    static GradingEvent.Concluded grade(
            GradingRequest request,
            Path kubeconfig,
            ClusterSettings settings,
            SortedSet<String> images,
            Consumer<GradingEvent> events) {
        TimeSlice.shorten();
        MeasuredSandboxes sandboxes =
                MeasuredSandboxes.of(kubeconfig, settings, images, PATIENCE, InstantSource.system());
        Runnable tidyUp = () -> {
            sandboxes.close();
            Scratch.remove(request.scratch());
        };
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("tidy-up").unstarted(tidyUp));
        return new Grading(request, sandboxes, HostShare.windowOnly(request.base()), events).run();
    }
}
