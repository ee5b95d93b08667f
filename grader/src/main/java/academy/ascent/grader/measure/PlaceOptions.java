package academy.ascent.grader.measure;

import academy.ascent.sandbox.cluster.ClusterSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where submissions are deployed: on this machine, or on a cluster where a kubeconfig is named. */
final class PlaceOptions {
    @Option(names = "--runtimes", description = "the folder of the reference stack's jar, for this machine")
    private Path runtimes = LocalPlace.besideThisJar();

    @ArgGroup(exclusive = false, heading = "On a cluster, whose pods must be reachable from here:%n")
    private @Nullable Cluster cluster;

    static final class Cluster {
        @Option(names = "--kubeconfig", required = true, description = "who the grader is on the cluster")
        @SuppressWarnings("NullAway.Init")
        private Path kubeconfig;

        @Option(names = "--storage-class", required = true, description = "of volumes that several pods read at once")
        @SuppressWarnings("NullAway.Init")
        private String storageClass;

        @Option(
                names = "--tools-image",
                required = true,
                description = "an image with a shell's usual programs and tar")
        @SuppressWarnings("NullAway.Init")
        private String toolsImage;

        @Option(names = "--platform-namespace", description = "the namespace that pods are reached from")
        private String platformNamespace = "ascent";

        @Option(names = "--image", description = "what may run there; may be named several times")
        private List<String> images = List.of(LocalPlace.REFERENCE_STACK);

        private ClusterSettings settings() {
            // Nothing that is measured speaks with an API server, or has a device.
            return ClusterSettings.written(
                            List.of(), "127.0.0.1/32", platformNamespace, Optional.empty(), Optional.empty())
                    .with(new ClusterSettings.Measuring(storageClass, toolsImage));
        }
    }

    /** Grades there. */
    GradingEvent.Concluded grade(GradingRequest request, Consumer<GradingEvent> events) {
        Cluster there = cluster;
        return there == null
                ? LocalRun.grade(request, runtimes, events)
                : ClusterRun.grade(request, there.kubeconfig, there.settings(), new TreeSet<>(there.images), events);
    }
}
