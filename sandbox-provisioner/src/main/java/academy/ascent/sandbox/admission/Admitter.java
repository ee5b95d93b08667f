package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Admission.AdmittedObject;
import academy.ascent.sandbox.Admission.Refusal;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.admission.Configuration.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Admits or refuses manifests as a whole; it reads and decides and changes nothing. */
public final class Admitter {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> API_VERSIONS = new TreeMap<>(Map.of(
            "ConfigMap", "v1",
            "CronJob", "batch/v1",
            "Deployment", "apps/v1",
            "Job", "batch/v1",
            "Secret", "v1",
            "Service", "v1",
            "StatefulSet", "apps/v1"));

    private final Policy policy;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<AdmittedObject> admitted = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private DesiredState state;

    private Admitter(Policy policy, DesiredState before) {
        this.policy = policy;
        this.state = before;
    }

    /**
     * Judges manifests against what the place already runs.
     *
     * @param before everything admitted so far; quota counts it, and a selector may not change
     */
    public static Decision decide(List<ManifestFile> manifests, Policy policy, DesiredState before) {
        Admitter admitter = new Admitter(policy, before);
        manifests.forEach(admitter::file);
        if (admitter.refusals.isEmpty() && admitter.admitted.isEmpty()) {
            admitter.refusals.add(new Refusal("", "", "no objects passed to apply"));
        }
        return admitter.decision();
    }

    /** Judges a Deployment's return to an earlier template against what the place already runs. */
    public static Decision decide(DeploymentWorkload restored, Policy policy, DesiredState before) {
        Admitter admitter = new Admitter(policy, before);
        Findings findings = new Findings("", restored.kind() + "/" + restored.name());
        admitter.admit("", restored, findings);
        admitter.refusals.addAll(findings.reasons());
        return admitter.decision();
    }

    private Decision decision() {
        return refusals.isEmpty()
                ? new Decision.Accepted(new Admission.Admitted(admitted), state)
                : new Decision.Denied(new Admission.Refused(refusals));
    }

    private void file(ManifestFile file) {
        try {
            for (JsonNode document : ManifestYaml.documents(file)) {
                object(file.path(), document);
            }
        } catch (ManifestYaml.Malformed malformed) {
            refusals.add(new Refusal(
                    file.path(),
                    "",
                    "error parsing " + file.path() + ": error converting YAML to JSON: yaml: "
                            + malformed.getMessage()));
        }
    }

    private void object(String path, JsonNode document) {
        if (document instanceof ObjectNode object && !object.has("metadata")) {
            object.putObject("metadata");
        }
        String kind = document.path("kind").asText("");
        String name = document.path("metadata").path("name").asText("");
        Findings findings = new Findings(path, name.isEmpty() ? kind : kind + "/" + name);
        if (!document.isObject() || kind.isEmpty()) {
            findings.add("Object 'Kind' is missing in '" + shortened(document) + "'");
        } else if (!API_VERSIONS.containsKey(kind)) {
            findings.add("kind \"" + kind + "\" is not offered in this sandbox; use one of: "
                    + String.join(", ", API_VERSIONS.keySet()));
        } else if (!API_VERSIONS
                .getOrDefault(kind, "")
                .equals(document.path("apiVersion").asText(""))) {
            findings.add("no matches for kind \"" + kind + "\" in version \""
                    + document.path("apiVersion").asText("") + "\"; use \"" + API_VERSIONS.get(kind) + "\"");
        } else if (!seen.add(kind + "/" + name)) {
            findings.add(kind + " \"" + name + "\" is given twice");
        } else {
            judge(kind, path, document, findings);
        }
        refusals.addAll(findings.reasons());
    }

    private static String shortened(JsonNode document) {
        String json = document.toString();
        return json.length() <= 80 ? json : json.substring(0, 80) + "…";
    }

    private void judge(String kind, String path, JsonNode document, Findings findings) {
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
                    workload(path, deployment, template, () -> WorkloadReader.workload(deployment), findings);
                });
            case "StatefulSet" ->
                read(StatefulSet.class, Names.LABEL, document, findings).ifPresent(set -> {
                    OfferedFields.checkWorkload(kind, document, findings);
                    new StatefulSetRules(policy, findings).check(set);
                    PodTemplateSpec template =
                            set.getSpec() == null ? null : set.getSpec().getTemplate();
                    workload(path, set, template, () -> WorkloadReader.workload(set), findings);
                });
            case "CronJob" ->
                read(CronJob.class, Names.SUBDOMAIN, document, findings)
                        .ifPresent(cronJob -> cronJob(path, document, cronJob, findings));
            default ->
                read(Job.class, Names.SUBDOMAIN, document, findings).ifPresent(job -> {
                    OfferedFields.checkWorkload(kind, document, findings);
                    new JobRules(policy, findings).check(job.getSpec());
                    PodTemplateSpec template =
                            job.getSpec() == null ? null : job.getSpec().getTemplate();
                    workload(path, job, template, () -> WorkloadReader.workload(job), findings);
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

    /**
     * What all objects that have pods share.
     *
     * @param reader reads the workload once nothing is wrong with it
     */
    private void workload(
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
        Workload before = state.workloads().get(read.name());
        Workload workload = read instanceof JobWorkload job && before instanceof JobWorkload old
                ? old.cronJob().map(maker -> job.madeBy(maker, job.name())).orElse(job)
                : read;
        if (before != null) {
            changed(before, workload, findings);
        }
        admit(path, workload, findings);
    }

    private void admit(String path, Workload workload, Findings findings) {
        new QuotaRules(policy.quota()).check(workload, state, findings);
        if (!findings.any()) {
            state = state.with(workload);
            admitted.add(new AdmittedObject(
                    path,
                    workload.kind(),
                    workload.name(),
                    workload instanceof JobWorkload ? 0 : workload.replicas(),
                    List.of(workload.template().told())));
        }
    }

    /** A Job of it is judged as if it were the first; what it then finds taken, its pods wait for. */
    private void cronJob(String path, JsonNode document, CronJob cronJob, Findings findings) {
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
            state = state.with(scheduled);
            admitted.add(new AdmittedObject(
                    path,
                    "CronJob",
                    scheduled.name(),
                    0,
                    List.of(scheduled.job().template().told())));
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

    private void service(String path, Service service, Findings findings) {
        new ServiceRules(findings).check(service);
        if (!findings.any()) {
            state = state.with(WorkloadReader.service(service));
            admitted.add(
                    new AdmittedObject(path, "Service", service.getMetadata().getName(), 0, List.of()));
        }
    }

    private void configMap(String path, ConfigMap map, Findings findings) {
        Configuration before = before(Kind.CONFIG_MAP, map.getMetadata());
        admit(path, new ConfigurationRules(findings).check(map, before), findings);
    }

    private void secret(String path, Secret secret, Findings findings) {
        Configuration before = before(Kind.SECRET, secret.getMetadata());
        admit(path, new ConfigurationRules(findings).check(secret, before), findings);
    }

    private @Nullable Configuration before(Kind kind, ObjectMeta metadata) {
        return metadata.getName() == null
                ? null
                : state.configuration(kind, metadata.getName()).orElse(null);
    }

    private void admit(String path, Configuration configuration, Findings findings) {
        if (!findings.any()) {
            state = state.with(configuration);
            admitted.add(new AdmittedObject(path, configuration.kind().title(), configuration.name(), 0, List.of()));
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
