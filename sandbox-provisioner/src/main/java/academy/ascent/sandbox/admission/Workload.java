package academy.ascent.sandbox.admission;

/** An admitted object that has pods. No two of a place share a name, since their pods are named for them. */
public sealed interface Workload permits JobWorkload, ScalableWorkload {

    String name();

    /** As a manifest writes it. */
    String kind();

    PodTemplate template();

    /** The most pods at once, those of a rolling update apart. */
    int replicas();
}
