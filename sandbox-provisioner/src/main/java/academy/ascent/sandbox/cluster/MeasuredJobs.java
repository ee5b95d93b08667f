package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.JobStatus;
import academy.ascent.sandbox.JobStatus.State;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Job of a cluster as the port tells of it. */
final class MeasuredJobs {
    private MeasuredJobs() {}

    static JobStatus status(Job job) {
        Optional<JobCondition> failed = condition(job, "Failed");
        State state = failed.isPresent()
                ? State.FAILED
                : condition(job, "Complete").isPresent() ? State.COMPLETE : State.RUNNING;
        return new JobStatus(
                job.getMetadata().getName(),
                state,
                or(job.getStatus().getActive()),
                or(job.getStatus().getSucceeded()),
                or(job.getStatus().getFailed()),
                failed.map(condition -> condition.getReason() + ": " + condition.getMessage()));
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        Stream<JobCondition> conditions =
                Optional.ofNullable(job.getStatus().getConditions()).orElse(List.of()).stream();
        return conditions
                .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst();
    }

    private static int or(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
