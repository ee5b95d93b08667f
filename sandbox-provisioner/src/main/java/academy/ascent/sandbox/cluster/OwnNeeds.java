package academy.ascent.sandbox.cluster;

/**
 * What a sandbox's own pods take of its namespace's quota: vcluster's pod with its volume, and the CoreDNS pod that it
 * starts, vcluster's two Services and that of CoreDNS; or the pod that holds the workspace of one that is measured.
 */
record OwnNeeds(int cpuMillis, long memoryBytes, int pods, long storageBytes, int volumes, int services) {
    private static final long MI = 1L << 20;

    static OwnNeeds of(Isolation isolation) {
        return switch (isolation) {
            case VIRTUAL_CLUSTER -> new OwnNeeds(1200, (1024 + 170) * MI, 2, 2048 * MI, 1, 3);
            case MEASURED -> new OwnNeeds(100, 64 * MI, 1, 1024 * MI, 1, 0);
            case NAMESPACE -> new OwnNeeds(0, 0, 0, 0, 0, 0);
        };
    }
}
