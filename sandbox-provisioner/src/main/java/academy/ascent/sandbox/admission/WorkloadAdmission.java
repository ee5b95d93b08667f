package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.Admission.AdmittedObject;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Judges the objects that have pods, once their fields were read. */
final class WorkloadAdmission {
    private final Policy policy;
    private final Admissions admissions;

    WorkloadAdmission(Policy policy, Admissions admissions) {
        this.policy = policy;
        this.admissions = admissions;
    }

    /**
     * What all objects that have pods share.
     *
     * @param reader reads the workload once nothing is wrong with it
     */
    void workload(
            String path,
            HasMetadata object,
            @Nullable PodTemplateSpec template,
            Supplier<Workload> reader,
            Findings findings) {
        if (template == null || template.getSpec() == null) {
            return;
        }
        PodSpec pod = template.getSpec();
        PodSecurity.check(object.getMetadata().getName(), pod, findings);
        if (findings.any()) {
            return;
        }
        Workload read = reader.get();
        Workload before = admissions.state().workloads().get(read.name());
        Workload workload = read instanceof JobWorkload job && before instanceof JobWorkload old
                ? old.cronJob().map(maker -> job.madeBy(maker, job.name())).orElse(job)
                : read;
        if (before != null) {
            changed(before, workload, findings);
        }
        admit(path, workload, findings);
    }

    void admit(String path, Workload workload, Findings findings) {
        new QuotaRules(policy.quota()).check(workload, admissions.state(), findings);
        if (!findings.any()) {
            AdmittedObject told = new AdmittedObject(
                    path,
                    workload.kind(),
                    workload.name(),
                    workload instanceof JobWorkload ? 0 : workload.replicas(),
                    List.of(workload.template().told()));
            admissions.add(told, admissions.state().with(workload));
        }
    }

    /** A Job of it is judged as if it were the first; what it then finds taken, its pods wait for. */
    void cronJob(String path, JsonNode document, CronJob cronJob, Findings findings) {
        JsonNode template = document.path("spec").path("jobTemplate");
        OfferedFields.checkWorkload("Job", template, findings.below(CronJobRules.TEMPLATE));
        new CronJobRules(policy, findings).check(cronJob);
        JobSpec spec = CronJobRules.template(cronJob);
        if (spec == null || spec.getTemplate() == null || spec.getTemplate().getSpec() == null) {
            return;
        }
        PodSecurity.check(cronJob.getMetadata().getName(), spec.getTemplate().getSpec(), findings);
        if (findings.any()) {
            return;
        }
        ScheduledJob scheduled = WorkloadReader.scheduled(cronJob);
        new QuotaRules(policy.quota()).check(scheduled.job(), DesiredState.EMPTY, findings);
        if (!findings.any()) {
            AdmittedObject told = new AdmittedObject(
                    path,
                    "CronJob",
                    scheduled.name(),
                    0,
                    List.of(scheduled.job().template().told()));
            admissions.add(told, admissions.state().with(scheduled));
        }
    }

    private void changed(Workload before, Workload after, Findings findings) {
        switch (after) {
            case DeploymentWorkload now
            when before instanceof DeploymentWorkload old -> {
                if (!old.selector().equals(now.selector())) {
                    findings.add("spec.selector: Invalid value: field is immutable");
                }
            }
            case JobWorkload now
            when before instanceof JobWorkload old -> new JobRules(policy, findings).changed(old, now);
            case StatefulWorkload now
            when before instanceof StatefulWorkload old -> new StatefulSetRules(policy, findings).changed(old, now);
            default ->
                findings.notOffered(
                        "metadata.name",
                        "use another, since a " + before.kind() + " has this one and pods are named for it");
        }
    }
}
