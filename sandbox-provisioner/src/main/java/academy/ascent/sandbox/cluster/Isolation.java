package academy.ascent.sandbox.cluster;

/** What a learner works in: a cluster of their own inside the namespace, or the namespace itself. */
enum Isolation {
    VIRTUAL_CLUSTER,
    NAMESPACE
}
