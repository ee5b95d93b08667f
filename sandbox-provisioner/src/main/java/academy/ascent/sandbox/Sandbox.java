package academy.ascent.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One isolated place with its own workloads, network and limits. */
public interface Sandbox extends AutoCloseable {

    SandboxName name();

    /**
     * Admits or refuses Kubernetes manifests as a whole and, if admitted, begins to bring the workloads to that state.
     *
     * @param manifests one or more YAML documents a file, by file name, read strictly (an unknown field is refused)
     */
    Admission apply(List<ManifestFile> manifests);

    /** How far each Deployment and StatefulSet has come towards what was admitted last. */
    List<RolloutStatus> rollouts();

    /**
     * The revisions of a Deployment as {@code kubectl rollout history} lists them, oldest first; its {@code
     * revisionHistoryLimit} says how many earlier ones are kept.
     *
     * @throws SandboxException with code {@code NOT_FOUND} if no Deployment of that name was admitted
     */
    List<Revision> history(String deployment);

    /**
     * Returns a Deployment to the pod template of an earlier revision as {@code kubectl rollout undo} does: it is admitted
     * or refused as if it were applied, and rolled out with the Deployment's own strategy. Where that template is already
     * the present one, nothing changes. What is paused is refused in kubectl's words.
     *
     * @param revision one of its history, or 0 for the one before the newest
     * @throws SandboxException with code {@code NOT_FOUND}, in kubectl's words, if there is no such Deployment or revision
     */
    Admission undo(String deployment, int revision);

    /** How far each Job has come; a place that runs no Jobs has none. */
    default List<JobStatus> jobs() {
        return List.of();
    }

    /** What each HorizontalPodAutoscaler sees and wants; a place that scales nothing has none. */
    default List<AutoscalerStatus> autoscalers() {
        return List.of();
    }

    /**
     * Lays files over those that the place offers as its PersistentVolumeClaim {@code workspace}, as a pipeline delivers
     * a model to a volume: replicas that run see them too, each either as it was or whole.
     *
     * @param files a folder; each of its plain files takes the place of the one at the same path
     */
    void publish(Path files);

    /**
     * The addresses of the ready replicas behind a Service's first port, in a stable order; empty while none is ready.
     * A replica that has gone stays listed for a moment, as on a cluster, until the place has noticed.
     *
     * @throws SandboxException with code {@code NOT_FOUND} if no Service of that name was admitted
     */
    List<Endpoint> readyEndpoints(String service);

    /** Every replica (pod) that runs or ran, oldest first. */
    List<Replica> replicas();

    /**
     * Kills a replica's container without warning (SIGKILL); its workload then has it started again under the same name.
     *
     * @throws SandboxException with code {@code NOT_FOUND} if no replica of that name has a running container
     */
    void kill(String replica);

    /**
     * Stops a replica's processes for a time (SIGSTOP), as a node does that has no processor left for them; then they go
     * on by themselves, unless they were killed meanwhile, which a stopped process does not hold up.
     *
     * @param time at most a minute
     * @throws SandboxException with code {@code NOT_FOUND} if no replica of that name has a running container
     */
    void stall(String replica, Duration time);

    /**
     * Takes memory of a replica's limit for a time, as a neighbour in the same pod would, and returns when it is given back.
     * Where that and what the replica holds are more than the limit, the kernel kills the replica's processes, out of
     * memory, and again while it lasts: what is taken stays. It is all but a little of the limit at most.
     *
     * @param time at most a minute
     * @throws SandboxException with code {@code NOT_FOUND} if no replica of that name has a running container,
     *     {@code UNAVAILABLE} and why if nothing here holds a replica's processes to one limit, {@code BROKEN} if the memory
     *     could not be held for so long
     */
    void press(String replica, long bytes, Duration time);

    /**
     * Deletes a replica as {@code kubectl delete pod} does: it ends within its grace, and its workload makes a fresh one,
     * which was never started again; under the same name in a StatefulSet, under another elsewhere.
     *
     * @throws SandboxException with code {@code NOT_FOUND} if there is no replica of that name
     */
    void delete(String replica);

    /** The last lines that a replica wrote, over all its restarts, oldest first; a place keeps a thousand or so. */
    List<String> logs(String replica, int lines);

    /**
     * Opens a shell where a replica's program runs, as {@code kubectl exec -it} does: with its image, files, variables,
     * network and limits. On one machine it stands beside the program and not among its processes, and what either writes
     * is not seen by the other. It ends with the container.
     *
     * @throws SandboxException with code {@code NOT_FOUND} if no replica of that name has a running container, {@code
     *     UNAVAILABLE} and why if no shell can be had in it, or it has as many as it may
     */
    Terminal terminal(String replica, TerminalSize size);

    Usage usage();

    /**
     * Sets how its processes stand beside the machine's other work; a new sandbox stands as usual. A place that cannot set
     * it does nothing: {@link Usage#protectedFromNeighbours} tells.
     */
    void weigh(Weight weight);

    /** Ends every process of the sandbox and removes its files; a second call does nothing. */
    @Override
    void close();
}
