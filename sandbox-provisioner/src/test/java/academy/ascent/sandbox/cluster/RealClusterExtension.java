package academy.ascent.sandbox.cluster;

/** Gives test classes the one cluster of this JVM whose pods are real. */
final class RealClusterExtension extends ClusterExtension {
    RealClusterExtension() {
        super(ClusterSource::findReal);
    }
}
