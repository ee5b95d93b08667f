package academy.ascent.sandbox.local;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.AutoscalerStatus;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.JobStatus;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Revision;
import academy.ascent.sandbox.RolloutStatus;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import academy.ascent.sandbox.Usage;
import academy.ascent.sandbox.Weight;
import academy.ascent.sandbox.admission.Admitter;
import academy.ascent.sandbox.admission.Decision;
import academy.ascent.sandbox.admission.DeploymentWorkload;
import academy.ascent.sandbox.admission.DesiredState;
import academy.ascent.sandbox.admission.Policy;
import academy.ascent.sandbox.admission.ServiceRoute;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A sandbox of this machine: a loop brings its pods to what was admitted, as the cluster's controllers would. */
final class LocalSandbox implements Sandbox {
    private static final Duration EVERY = Duration.ofMillis(50);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONGEST_FAULT = Duration.ofMinutes(1);

    private final Policy policy;
    private final PodFactory factory;
    private final Controllers controllers;
    private final CronJobs cronJobs;
    private final Autoscalers autoscalers;
    private final Confinement confinement;
    private final Confinement.SandboxLimits limits;
    private final Runnable afterwards;
    private final CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();
    private volatile DesiredState desired = DesiredState.EMPTY;
    private boolean closed;
    private volatile @Nullable SandboxException breakage;

    /**
     * @param clock what schedules go by
     * @param afterwards removes what lies outside the sandbox's processes and limits
     */
    LocalSandbox(
            Policy policy,
            PodFactory factory,
            Confinement confinement,
            Confinement.SandboxLimits limits,
            InstantSource clock,
            Runnable afterwards) {
        this.policy = policy;
        this.factory = factory;
        this.controllers = new Controllers(factory, policy.quota(), limits);
        this.cronJobs = new CronJobs(controllers, clock);
        this.autoscalers = new Autoscalers(controllers, factory.pace().scaledEvery());
        this.confinement = confinement;
        this.limits = limits;
        this.afterwards = afterwards;
    }

    void begin() {
        Thread.ofVirtual().name("sandbox-" + name()).start(() -> {
            try {
                while (reconcile()) {
                    Pauses.sleep(EVERY);
                }
            } catch (SandboxException failed) {
                breakage = failed;
            }
        });
    }

    @Override
    public SandboxName name() {
        return policy.place();
    }

    @Override
    public synchronized Admission apply(List<ManifestFile> manifests) {
        requireOpen();
        return settle(Admitter.decide(manifests, policy, present()));
    }

    /** What was admitted, as quota counts it now. */
    private DesiredState present() {
        return desired.withJobPods(controllers.jobPods(desired));
    }

    /** Begins to bring the pods to what is admitted. */
    private Admission settle(Decision decision) {
        return switch (decision) {
            case Decision.Denied denied -> denied.answer();
            case Decision.Accepted accepted -> {
                desired = accepted.state();
                controllers.pods().forEach(Pod::refresh);
                reconcile();
                yield accepted.answer();
            }
        };
    }

    private void requireOpen() {
        if (closed) {
            throw new SandboxException(Code.NOT_FOUND, "The sandbox " + name() + " is closed");
        }
        SandboxException failed = breakage;
        if (failed != null) {
            throw new SandboxException(Code.BROKEN, "The sandbox " + name() + " broke: " + failed.getMessage(), failed);
        }
    }

    /** One round of the controllers; false once the sandbox is closed. */
    private synchronized boolean reconcile() {
        if (closed) {
            return false;
        }
        desired = autoscalers.reconcile(cronJobs.reconcile(desired), Duration.ofNanos(System.nanoTime()));
        controllers.reconcile(() -> desired);
        List<Pod> pods = controllers.pods();
        factory.directory().follow(desired.services().values(), pods);
        pods.forEach(Pod::follow);
        return true;
    }

    @Override
    public synchronized List<RolloutStatus> rollouts() {
        requireOpen();
        return controllers.rollouts(desired);
    }

    @Override
    public synchronized List<Revision> history(String deployment) {
        requireOpen();
        return controllers.history(desired.deployment(deployment)).revisions();
    }

    @Override
    public synchronized Admission undo(String deployment, int revision) {
        requireOpen();
        DeploymentWorkload now = desired.deployment(deployment);
        return settle(Admitter.undo(now, controllers.history(now), revision, policy, present()));
    }

    @Override
    public synchronized List<JobStatus> jobs() {
        requireOpen();
        return controllers.jobs(desired);
    }

    @Override
    public synchronized List<AutoscalerStatus> autoscalers() {
        requireOpen();
        return autoscalers.statuses(desired);
    }

    @Override
    public synchronized void publish(Path files) {
        requireOpen();
        factory.publish(files);
    }

    @Override
    public List<Endpoint> readyEndpoints(String service) {
        List<Pod> listed;
        ServiceRoute route;
        synchronized (this) {
            requireOpen();
            route = desired.service(service);
            listed = controllers.pods().stream()
                    .filter(Pod::isListed)
                    .filter(pod -> route.selects(pod.labels()))
                    .toList();
        }
        return listed.stream()
                .flatMap(pod -> route.port(pod.container()).flatMap(pod::socket).stream()
                        .map(socket -> (Endpoint) new Endpoint.UnixSocket(pod.name(), socket)))
                .toList();
    }

    @Override
    public synchronized List<Replica> replicas() {
        requireOpen();
        return controllers.pods().stream().map(Pod::snapshot).toList();
    }

    @Override
    public void kill(String replica) {
        requireContainer(replica, pod(replica).kill());
    }

    @Override
    public void stall(String replica, Duration time) {
        requireShort(time);
        requireContainer(replica, pod(replica).stall(time));
    }

    @Override
    public void press(String replica, long bytes, Duration time) {
        requireShort(time);
        requireContainer(replica, pod(replica).press(bytes, time));
    }

    private static void requireShort(Duration time) {
        if (time.compareTo(LONGEST_FAULT) > 0) {
            throw new IllegalArgumentException("A fault of " + time + " is longer than " + LONGEST_FAULT);
        }
    }

    @Override
    public void delete(String replica) {
        pod(replica).terminate();
    }

    private static void requireContainer(String replica, boolean running) {
        if (!running) {
            throw noContainer(replica);
        }
    }

    private static SandboxException noContainer(String replica) {
        return new SandboxException(Code.NOT_FOUND, "The replica " + replica + " has no running container");
    }

    @Override
    public List<String> logs(String replica, int lines) {
        return pod(replica).logs(lines);
    }

    private synchronized Pod pod(String replica) {
        Optional<Pod> found = controllers.pods().stream()
                .filter(pod -> pod.name().equals(replica))
                .findFirst();
        return found.orElseThrow(() -> new SandboxException(
                Code.NOT_FOUND,
                "pods \"" + replica + "\" not found; there are: "
                        + controllers.pods().stream().map(Pod::name).toList()));
    }

    @Override
    public Terminal terminal(String replica, TerminalSize size) {
        return pod(replica).terminal(size).orElseThrow(() -> noContainer(replica));
    }

    @Override
    public Usage usage() {
        return new Usage(
                limits.cpuTime(),
                limits.memoryBytes(),
                processes().map(ProcFs::queued).reduce(Duration.ZERO, Duration::plus),
                confinement.mode(),
                limits.protectedFromNeighbours());
    }

    @Override
    public synchronized void weigh(Weight weight) {
        requireOpen();
        limits.weigh(weight);
    }

    /** The processes of its containers now. */
    Stream<Long> processes() {
        return limits.processes();
    }

    @Override
    public void close() {
        List<Pod> remaining;
        boolean closing;
        synchronized (this) {
            closing = closed;
            closed = true;
            remaining = controllers.pods();
        }
        if (closing) {
            gone.join();
            return;
        }
        try {
            remaining.forEach(Pod::destroy);
            remaining.forEach(pod -> pod.waitForEnd(CLOSE_PATIENCE));
            limits.close();
        } finally {
            try {
                afterwards.run();
            } finally {
                gone.complete(null);
            }
        }
    }
}
