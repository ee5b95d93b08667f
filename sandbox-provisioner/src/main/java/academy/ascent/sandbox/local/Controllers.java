package academy.ascent.sandbox.local;

import academy.ascent.sandbox.JobStatus;
import academy.ascent.sandbox.RolloutStatus;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.admission.DeploymentWorkload;
import academy.ascent.sandbox.admission.DesiredState;
import academy.ascent.sandbox.admission.JobWorkload;
import academy.ascent.sandbox.admission.Resources;
import academy.ascent.sandbox.admission.RolloutHistory;
import academy.ascent.sandbox.admission.StatefulWorkload;
import academy.ascent.sandbox.admission.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The pods of one sandbox and who makes and ends them. Not safe for use by several threads at once. */
final class Controllers {
    private static final int ENDED_PODS_KEPT = 100;

    private final PodFactory factory;
    private final SandboxClass quota;
    private final Confinement.SandboxLimits limits;
    private final List<Pod> pods = new ArrayList<>();
    private final Map<String, JobRun> jobs = new HashMap<>();
    private final Map<String, DeploymentRun> deployments = new HashMap<>();

    Controllers(PodFactory factory, SandboxClass quota, Confinement.SandboxLimits limits) {
        this.factory = factory;
        this.quota = quota;
        this.limits = limits;
    }

    /** Every pod that runs or ran, oldest first. */
    List<Pod> pods() {
        return List.copyOf(pods);
    }

    /** One round of all controllers. */
    void reconcile(Supplier<DesiredState> desired) {
        collect(desired.get().workloads().keySet());
        forgetOldest();
        for (Workload workload : desired.get().workloads().values()) {
            switch (workload) {
                case DeploymentWorkload deployment when deployment.paused() -> hold(deployment, desired);
                case DeploymentWorkload deployment -> rollOut(deployment, desired);
                case StatefulWorkload set -> rollOut(set, desired);
                case JobWorkload job -> run(job, desired);
            }
        }
    }

    private void rollOut(DeploymentWorkload workload, Supplier<DesiredState> desired) {
        Rollout.Step step = Rollout.next(workload, seen(workload));
        end(workload, step.delete());
        boolean waiting = isRecreating(workload);
        int create = waiting ? 0 : step.create();
        DeploymentRun run = run(workload);
        run.roll(
                workload,
                !waiting,
                create,
                template -> ofTemplate(workload.of(template)).size());
        begin(workload, create, seen(workload), desired);
        if (Rollout.status(workload, seen(workload)).isComplete()) {
            run.completed(workload);
        }
    }

    private void hold(DeploymentWorkload workload, Supplier<DesiredState> desired) {
        int available = Rollout.status(workload, seen(workload)).available();
        run(workload).hold(workload, available).forEach(set -> resize(workload, set, desired));
    }

    /** Brings the pods of one template to the size of its ReplicaSet. */
    private void resize(DeploymentWorkload deployment, ReplicaSet set, Supplier<DesiredState> desired) {
        DeploymentWorkload workload = deployment.of(set.template());
        Rollout.Step step = Rollout.scale(set.size(), ofTemplate(workload));
        end(workload, step.delete());
        begin(workload, step.create(), ofTemplate(workload), desired);
    }

    /** @param before the pods that the next waits for, where each begins alone */
    private void begin(
            DeploymentWorkload workload, int count, List<Rollout.Pod> before, Supplier<DesiredState> desired) {
        int now = factory.pace().oneByOne() ? Rollout.nextAlone(count, before) : count;
        for (int i = 0; i < now && fits(workload); i++) {
            create(workload, OptionalInt.empty(), desired);
        }
    }

    private boolean isRecreating(DeploymentWorkload workload) {
        return workload.recreate() && of(workload).anyMatch(pod -> pod.isTerminating() && !pod.isGone());
    }

    /** A pod that takes the place of another has its name; as on a cluster, the other is then no longer told of. */
    private void rollOut(StatefulWorkload workload, Supplier<DesiredState> desired) {
        StatefulRollout.Step step = StatefulRollout.next(workload, ordered(workload));
        step.delete()
                .ifPresent(ordinal -> of(workload)
                        .filter(pod -> !pod.isGone() && ordinal(workload, pod) == ordinal)
                        .forEach(Pod::terminate));
        if (step.create().isPresent() && fits(workload)) {
            String name = workload.name() + "-" + step.create().getAsInt();
            pods.removeIf(pod -> pod.isGone() && pod.name().equals(name));
            create(workload, step.create(), desired);
        }
    }

    private static int ordinal(StatefulWorkload workload, Pod pod) {
        return Integer.parseInt(pod.name().substring(workload.name().length() + 1));
    }

    private void run(JobWorkload job, Supplier<DesiredState> desired) {
        Instant now = Instant.now();
        JobRun.Step step = jobs.computeIfAbsent(
                        job.name(), _ -> new JobRun(factory.pace().firstBackOff(), now))
                .next(job, ofJob(job), now);
        end(job, step.delete());
        for (int i = 0; i < step.create() && fits(job); i++) {
            create(job, OptionalInt.empty(), desired);
        }
    }

    private void create(Workload workload, OptionalInt ordinal, Supplier<DesiredState> desired) {
        pods.add(factory.create(workload, ordinal, desired, limits));
    }

    private void end(Workload workload, List<Integer> numbers) {
        of(workload).filter(pod -> numbers.contains(pod.number())).forEach(Pod::terminate);
    }

    private Stream<Pod> of(Workload workload) {
        return pods.stream().filter(pod -> pod.workload().equals(workload.name()));
    }

    private List<Rollout.Pod> seen(DeploymentWorkload workload) {
        return of(workload)
                .filter(pod -> !pod.isTerminating())
                .map(pod -> new Rollout.Pod(
                        pod.number(), pod.template().equals(workload.template()), pod.isAvailable(workload.minReady())))
                .toList();
    }

    /** Those of its present template. */
    private List<Rollout.Pod> ofTemplate(DeploymentWorkload workload) {
        return seen(workload).stream().filter(Rollout.Pod::current).toList();
    }

    private List<StatefulRollout.Pod> ordered(StatefulWorkload workload) {
        return of(workload)
                .filter(pod -> !pod.isGone())
                .map(pod -> new StatefulRollout.Pod(
                        ordinal(workload, pod),
                        pod.template().equals(workload.template()),
                        pod.isAvailable(workload.minReady()),
                        pod.isTerminating()))
                .toList();
    }

    private List<JobRun.Pod> ofJob(JobWorkload job) {
        return of(job).map(Pod::ofJob).toList();
    }

    /** Whether the quota has room for one more pod; pods that are ending still count. */
    private boolean fits(Workload workload) {
        List<Resources> living = pods.stream()
                .filter(pod -> !pod.isGone())
                .map(pod -> pod.container().resources())
                .toList();
        Resources wanted = workload.template().container().resources();
        long cpu = living.stream().mapToLong(Resources::cpuLimitMillis).sum();
        long memory = living.stream().mapToLong(Resources::memoryLimitBytes).sum();
        return living.size() < quota.pods()
                && cpu + wanted.cpuLimitMillis() <= quota.cpuMillis()
                && memory + wanted.memoryLimitBytes() <= quota.memoryBytes()
                && wanted.devices().keySet().stream()
                        .allMatch(device -> wanted.count(device)
                                        + living.stream()
                                                .mapToLong(one -> one.count(device))
                                                .sum()
                                <= quota.devices(device));
    }

    /** Ends and forgets the pods of what was deleted. */
    private void collect(Set<String> workloads) {
        jobs.keySet().retainAll(workloads);
        List<Pod> orphans =
                pods.stream().filter(pod -> !workloads.contains(pod.workload())).toList();
        orphans.forEach(Pod::terminate);
        pods.removeAll(orphans.stream().filter(Pod::isGone).toList());
    }

    private void forgetOldest() {
        List<Pod> gone = pods.stream().filter(Pod::isGone).toList();
        if (gone.size() > ENDED_PODS_KEPT) {
            pods.removeAll(gone.subList(0, gone.size() - ENDED_PODS_KEPT));
        }
    }

    RolloutHistory history(DeploymentWorkload deployment) {
        return run(deployment).history();
    }

    private DeploymentRun run(DeploymentWorkload deployment) {
        return deployments.computeIfAbsent(deployment.name(), _ -> new DeploymentRun());
    }

    List<RolloutStatus> rollouts(DesiredState desired) {
        return desired.workloads().values().stream()
                .flatMap(workload -> switch (workload) {
                    case DeploymentWorkload deployment -> Stream.of(Rollout.status(deployment, seen(deployment)));
                    case StatefulWorkload set -> Stream.of(StatefulRollout.status(set, ordered(set)));
                    case JobWorkload _ -> Stream.empty();
                })
                .toList();
    }

    List<JobStatus> jobs(DesiredState desired) {
        return desired.workloads().values().stream()
                .filter(JobWorkload.class::isInstance)
                .map(JobWorkload.class::cast)
                .flatMap(job -> Optional.ofNullable(jobs.get(job.name())).stream()
                        .map(run -> run.status(job.name(), ofJob(job))))
                .toList();
    }

    /** A Job that a CronJob made. */
    CronRun.Job made(JobWorkload job) {
        JobRun run = jobs.get(job.name());
        boolean ended = of(job).allMatch(Pod::isGone);
        return run == null
                ? new CronRun.Job(job.name(), JobStatus.State.RUNNING, Instant.MAX, ended)
                : new CronRun.Job(job.name(), run.state(), run.started(), ended);
    }

    /** How many pods quota counts of the Jobs that are over, none, and of those that CronJobs made. */
    Map<String, Integer> jobPods(DesiredState desired) {
        Map<String, Integer> counts = new HashMap<>();
        for (Workload workload : desired.workloads().values()) {
            JobRun run = jobs.get(workload.name());
            if (run != null && run.isOver()) {
                counts.put(workload.name(), 0);
            } else if (workload instanceof JobWorkload job && job.cronJob().isPresent()) {
                counts.put(
                        job.name(), (int) of(job).filter(pod -> !pod.isGone()).count());
            }
        }
        return counts;
    }
}
