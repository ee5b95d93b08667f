package academy.ascent.sandbox.local;

import academy.ascent.sandbox.admission.DesiredState;
import academy.ascent.sandbox.admission.JobWorkload;
import academy.ascent.sandbox.admission.ScheduledJob;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes and deletes the Jobs of CronJobs; their pods are left to the controller of Jobs. */
final class CronJobs {
    private final Controllers controllers;
    private final InstantSource clock;
    private final Map<String, CronRun> runs = new HashMap<>();

    CronJobs(Controllers controllers, InstantSource clock) {
        this.controllers = controllers;
        this.clock = clock;
    }

    /** One round: the state with the Jobs that are due and without those that are too many. */
    DesiredState reconcile(DesiredState before) {
        DesiredState state = before;
        for (ScheduledJob cronJob : before.cronJobs().values()) {
            state = reconcile(cronJob, state);
        }
        return state;
    }

    private DesiredState reconcile(ScheduledJob cronJob, DesiredState before) {
        CronRun.Step step = runs.computeIfAbsent(cronJob.name(), _ -> new CronRun(clock.instant()))
                .next(cronJob, jobs(cronJob, before), clock.instant());
        DesiredState state = before;
        for (String job : step.delete()) {
            state = state.without(job);
        }
        if (step.create().isEmpty()) {
            return state;
        }
        JobWorkload job = cronJob.jobAt(step.create().get());
        return state.workloads().containsKey(job.name()) ? state : state.with(job);
    }

    private List<CronRun.Job> jobs(ScheduledJob cronJob, DesiredState state) {
        return state.workloads().values().stream()
                .filter(JobWorkload.class::isInstance)
                .map(JobWorkload.class::cast)
                .filter(job -> job.cronJob().filter(cronJob.name()::equals).isPresent())
                .map(controllers::made)
                .toList();
    }
}
