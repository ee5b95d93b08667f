package academy.ascent.platform.submission;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.util.List;

/**
 * The cluster that submissions are deployed on and measured; without a kubeconfig that is this machine.
 *
 * @param kubeconfig who the grader is there
 * @param storageClass of the volumes that workspaces lie in; pods of several nodes read one at once
 * @param toolsImage of the pods that carry workspaces and look after nodes, such as busybox
 * @param platformNamespace the namespace that the grader's pod, and no other, reaches what is measured from
 */
@ConfigurationProperties("ascent.grading.cluster")
@Requires(property = "ascent.grading.cluster.kubeconfig")
record ClusterGradingConfig(
        Path kubeconfig,
        String storageClass,
        String toolsImage,
        @Bindable(defaultValue = "ascent") String platformNamespace) {

    /** As the grader's command takes it. */
    List<String> options() {
        return List.of(
                "--kubeconfig=" + kubeconfig.toAbsolutePath(),
                "--storage-class=" + storageClass,
                "--tools-image=" + toolsImage,
                "--platform-namespace=" + platformNamespace);
    }
}
