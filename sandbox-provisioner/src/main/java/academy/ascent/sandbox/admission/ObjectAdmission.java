package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.Admission.AdmittedObject;
import academy.ascent.sandbox.admission.Configuration.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and judges single objects. */
final class ObjectAdmission {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Policy policy;
    private final Admissions admissions;
    private final WorkloadAdmission workloads;

    ObjectAdmission(Policy policy, Admissions admissions) {
        this.policy = policy;
        this.admissions = admissions;
        this.workloads = new WorkloadAdmission(policy, admissions);
    }

    /**
     * Judges an object of a kind that is offered.
     *
     * @param path of its file
     */
    void judge(String kind, String path, JsonNode document, Findings findings) {
        switch (kind) {
            case "ConfigMap" ->
                read(ConfigMap.class, Names.SUBDOMAIN, document, findings)
                        .ifPresent(map -> configMap(path, map, findings));
            case "Secret" ->
                read(Secret.class, Names.SUBDOMAIN, document, findings)
                        .ifPresent(secret -> secret(path, secret, findings));
            case "Service" ->
                read(Service.class, Names.LABEL, document, findings).ifPresent(service -> {
                    OfferedFields.checkService(document, findings);
                    service(path, service, findings);
                });
            case "Deployment" ->
                read(Deployment.class, Names.SUBDOMAIN, document, findings).ifPresent(deployment -> {
                    OfferedFields.checkWorkload(kind, document, findings);
                    new DeploymentRules(policy, findings).check(deployment);
                    PodTemplateSpec template = deployment.getSpec() == null
                            ? null
                            : deployment.getSpec().getTemplate();
                    workloads.workload(
                            path,
                            deployment,
                            template,
                            () -> WorkloadReader.workload(deployment, replicas(kind, deployment)),
                            findings);
                });
            case "StatefulSet" ->
                read(StatefulSet.class, Names.LABEL, document, findings).ifPresent(set -> {
                    OfferedFields.checkWorkload(kind, document, findings);
                    new StatefulSetRules(policy, findings).check(set);
                    PodTemplateSpec template =
                            set.getSpec() == null ? null : set.getSpec().getTemplate();
                    workloads.workload(
                            path, set, template, () -> WorkloadReader.workload(set, replicas(kind, set)), findings);
                });
            case "CronJob" ->
                read(CronJob.class, Names.SUBDOMAIN, document, findings)
                        .ifPresent(cronJob -> workloads.cronJob(path, document, cronJob, findings));
            case "HorizontalPodAutoscaler" ->
                read(HorizontalPodAutoscaler.class, Names.SUBDOMAIN, document, findings)
                        .ifPresent(autoscaler -> {
                            OfferedFields.checkAutoscaler(document, findings);
                            autoscaler(path, autoscaler, findings);
                        });
            default ->
                read(Job.class, Names.SUBDOMAIN, document, findings).ifPresent(job -> {
                    OfferedFields.checkWorkload(kind, document, findings);
                    new JobRules(policy, findings).check(job.getSpec());
                    PodTemplateSpec template =
                            job.getSpec() == null ? null : job.getSpec().getTemplate();
                    workloads.workload(path, job, template, () -> WorkloadReader.workload(job), findings);
                });
        }
    }

    /** Empty if the object does not have the shape of its kind. */
    private <T extends HasMetadata> Optional<T> read(Class<T> kind, Names rule, JsonNode document, Findings findings) {
        new StrictFields(MAPPER, findings).check(document, kind);
        if (findings.any()) {
            return Optional.empty();
        }
        T object = Present.read(document, kind);
        metadata(document, findings);
        name(rule, object.getMetadata().getName(), findings);
        return Optional.of(object);
    }

    private int replicas(String kind, HasMetadata object) {
        return admissions.state().replicas(kind, object.getMetadata().getName());
    }

    private void autoscaler(String path, HorizontalPodAutoscaler autoscaler, Findings findings) {
        new AutoscalerRules(findings).check(autoscaler);
        if (!findings.any()) {
            DesiredState next = admissions.state().with(AutoscalerReader.autoscaler(autoscaler));
            admit(path, "HorizontalPodAutoscaler", autoscaler.getMetadata().getName(), next);
        }
    }

    private void service(String path, Service service, Findings findings) {
        new ServiceRules(findings).check(service);
        String name = service.getMetadata().getName();
        if (!findings.any()) {
            new QuotaRules(policy.quota())
                    .check(name, admissions.state().services().keySet(), findings);
        }
        if (!findings.any()) {
            DesiredState next = admissions.state().with(WorkloadReader.service(service));
            admit(path, "Service", name, next);
        }
    }

    /** Admits an object that has no pods. */
    private void admit(String path, String kind, String name, DesiredState next) {
        admissions.add(new AdmittedObject(path, kind, name, 0, List.of()), next);
    }

    private void configMap(String path, ConfigMap map, Findings findings) {
        Configuration before = before(Kind.CONFIG_MAP, map.getMetadata());
        configuration(path, new ConfigurationRules(findings).check(map, before), findings);
    }

    private void secret(String path, Secret secret, Findings findings) {
        Configuration before = before(Kind.SECRET, secret.getMetadata());
        configuration(path, new ConfigurationRules(findings).check(secret, before), findings);
    }

    private @Nullable Configuration before(Kind kind, ObjectMeta metadata) {
        return metadata.getName() == null
                ? null
                : admissions.state().configuration(kind, metadata.getName()).orElse(null);
    }

    private void configuration(String path, Configuration configuration, Findings findings) {
        if (!findings.any()) {
            DesiredState next = admissions.state().with(configuration);
            admit(path, configuration.kind().title(), configuration.name(), next);
        }
    }

    private static void name(Names rule, @Nullable String name, Findings findings) {
        if (name == null || name.isEmpty()) {
            findings.add("metadata.name: Required value: name or generateName is required");
        } else {
            rule.check("metadata.name", name, findings);
        }
    }

    private void metadata(JsonNode document, Findings findings) {
        String namespace = document.path("metadata").path("namespace").asText("default");
        if (!namespace.equals("default") && !namespace.equals(policy.place().value())) {
            findings.add("the namespace from the provided object \"" + namespace + "\" does not match the namespace \""
                    + policy.place() + "\"; leave metadata.namespace out");
        }
    }
}
