package academy.ascent.sandbox.cluster;

/**
 * What a sandbox's own control plane takes of its namespace's quota: vcluster's pod with its volume, and the CoreDNS pod that
 * it starts; vcluster's two Services and that of CoreDNS.
 */
record ControlPlaneNeeds(int cpuMillis, long memoryBytes, int pods, long storageBytes, int volumes, int services) {
    private static final long MI = 1L << 20;

    static ControlPlaneNeeds of(Isolation isolation) {
        return switch (isolation) {
            case VIRTUAL_CLUSTER -> new ControlPlaneNeeds(1200, (1024 + 170) * MI, 2, 2048 * MI, 1, 3);
            case NAMESPACE -> new ControlPlaneNeeds(0, 0, 0, 0, 0, 0);
        };
    }
}
