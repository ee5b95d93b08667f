package academy.ascent.sandbox.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A cluster of this machine's own with real pods, for people: it is there until it is interrupted. */
final class OneNode {
    private static final Path STACK = Path.of("../reference-stack/target");

    private OneNode() {}

    public static void main(String[] arguments) throws Exception {
        ClusterSource source = new ClusterSource(System.getenv());
        switch (source.findReal()) {
            case ClusterSource.Nothing nothing -> {
                System.err.println(nothing.reason());
                System.exit(1);
            }
            case ClusterSource.Running running -> serve(source, running.cluster());
        }
    }

    private static void serve(ClusterSource source, TestCluster cluster) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            close(cluster);
            ended.countDown();
        }));
        NodeVolumes.makeDefault(cluster.client());
        RealCluster real = RealCluster.of(cluster);
        if (source.program("gcc").isPresent()) {
            for (NodeImage image : NodeImages.virtualCluster()) {
                real.load(image);
            }
        }
        if (Files.exists(STACK.resolve("reference-stack.jar"))) {
            real.load(NodeImages.referenceStack(STACK));
        }
        System.out.printf(
                """
                %s is ready. It ends with Ctrl-C, and nothing of it stays.
                  export KUBECONFIG=%s
                The platform uses it so:
                  ASCENT_CLUSTER_KUBECONFIG=%s ASCENT_CLUSTER_API_SERVER=%s/32 ./ascent up
                and gives virtual clusters with ASCENT_CLUSTER_VIRTUAL_SERVER='https://{sandbox}.example.org' beside that.
                What grades there must run there, where the addresses of pods lead; the demonstration, for example:
                  %s env ASCENT_GRADING_CLUSTER_KUBECONFIG=%s \\
                    ASCENT_GRADING_CLUSTER_STORAGE_CLASS=%s ASCENT_GRADING_CLUSTER_TOOLS_IMAGE=%s \\
                    "$PWD/ascent" demo
                %n""",
                cluster.origin(),
                cluster.kubeconfig(),
                cluster.kubeconfig(),
                Machine.ADDRESS,
                String.join(" ", real.inside(List.of())),
                cluster.kubeconfig(),
                NodeVolumes.CLASS,
                NodeImages.TOOLS);
        ended.await();
    }

    private static void close(TestCluster cluster) {
        try {
            cluster.close();
        } catch (Exception failed) {
            System.err.println("The cluster could not be ended cleanly: " + failed);
        }
    }
}
