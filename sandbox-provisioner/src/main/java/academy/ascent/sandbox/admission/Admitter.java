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
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Admits or refuses manifests as a whole; it reads and decides and changes nothing. */
public final class Admitter {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> API_VERSIONS =
            new TreeMap<>(Map.of("ConfigMap", "v1", "Deployment", "apps/v1", "Secret", "v1", "Service", "v1"));

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
        return admitter.refusals.isEmpty()
                ? new Decision.Accepted(new Admission.Admitted(admitter.admitted), admitter.state)
                : new Decision.Denied(new Admission.Refused(admitter.refusals));
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
            switch (kind) {
                case "ConfigMap" -> configMap(path, document, findings);
                case "Secret" -> secret(path, document, findings);
                case "Service" -> service(path, document, findings);
                default -> deployment(path, document, findings);
            }
        }
        refusals.addAll(findings.reasons());
    }

    private static String shortened(JsonNode document) {
        String json = document.toString();
        return json.length() <= 80 ? json : json.substring(0, 80) + "…";
    }

    private void deployment(String path, JsonNode document, Findings findings) {
        new StrictFields(MAPPER, findings).check(document, Deployment.class);
        if (findings.any()) {
            return;
        }
        Deployment deployment = Present.read(document, Deployment.class);
        metadata(document, findings);
        name(Names.SUBDOMAIN, deployment.getMetadata().getName(), findings);
        OfferedFields.checkDeployment(document, findings);
        new DeploymentRules(policy, findings).check(deployment);
        podSecurity(deployment, findings);
        if (findings.any()) {
            return;
        }
        Workload workload = WorkloadReader.workload(deployment);
        Workload old = state.workloads().get(workload.name());
        if (old != null && !old.selector().equals(workload.selector())) {
            findings.add("spec.selector: Invalid value: field is immutable");
        }
        PodSpec pod = deployment.getSpec().getTemplate().getSpec();
        new QuotaRules(policy.quota()).check(workload, state, findings);
        if (!findings.any()) {
            state = state.with(workload);
            Resources resources = workload.template().container().resources();
            admitted.add(new AdmittedObject(
                    path,
                    "Deployment",
                    workload.name(),
                    workload.replicas(),
                    List.of(WorkloadReader.admitted(pod, pod.getContainers().getFirst(), resources))));
        }
    }

    private static void podSecurity(Deployment deployment, Findings findings) {
        if (deployment.getSpec() != null
                && deployment.getSpec().getTemplate() != null
                && deployment.getSpec().getTemplate().getSpec() != null) {
            PodSecurity.check(
                    deployment.getMetadata().getName(),
                    deployment.getSpec().getTemplate().getSpec(),
                    findings);
        }
    }

    private void service(String path, JsonNode document, Findings findings) {
        new StrictFields(MAPPER, findings).check(document, Service.class);
        if (findings.any()) {
            return;
        }
        Service service = Present.read(document, Service.class);
        metadata(document, findings);
        name(Names.LABEL, service.getMetadata().getName(), findings);
        OfferedFields.checkService(document, findings);
        new ServiceRules(findings).check(service);
        if (!findings.any()) {
            state = state.with(WorkloadReader.service(service));
            admitted.add(
                    new AdmittedObject(path, "Service", service.getMetadata().getName(), 0, List.of()));
        }
    }

    private void configMap(String path, JsonNode document, Findings findings) {
        new StrictFields(MAPPER, findings).check(document, ConfigMap.class);
        if (findings.any()) {
            return;
        }
        ConfigMap map = Present.read(document, ConfigMap.class);
        metadata(document, findings);
        name(Names.SUBDOMAIN, map.getMetadata().getName(), findings);
        Configuration before = before(Kind.CONFIG_MAP, map.getMetadata());
        admit(path, new ConfigurationRules(findings).check(map, before), findings);
    }

    private void secret(String path, JsonNode document, Findings findings) {
        new StrictFields(MAPPER, findings).check(document, Secret.class);
        if (findings.any()) {
            return;
        }
        Secret secret = Present.read(document, Secret.class);
        metadata(document, findings);
        name(Names.SUBDOMAIN, secret.getMetadata().getName(), findings);
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
