package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The API server's validation of a Deployment, for the fields that are offered here. */
final class DeploymentRules {
    private final Policy policy;
    private final Findings findings;

    DeploymentRules(Policy policy, Findings findings) {
        this.policy = policy;
        this.findings = findings;
    }

    void check(Deployment deployment) {
        DeploymentSpec spec = deployment.getSpec();
        if (spec == null) {
            findings.required("spec.selector");
            findings.required("spec.template");
            return;
        }
        notNegative("spec.replicas", spec.getReplicas());
        notNegative("spec.minReadySeconds", spec.getMinReadySeconds());
        progress(spec);
        strategy(spec.getStrategy());
        selector(spec);
        if (spec.getTemplate() == null || spec.getTemplate().getSpec() == null) {
            findings.required("spec.template.spec.containers");
        } else {
            pod(spec.getTemplate().getSpec());
        }
    }

    private void progress(DeploymentSpec spec) {
        Integer deadline = spec.getProgressDeadlineSeconds();
        notNegative("spec.progressDeadlineSeconds", deadline);
        int ready = spec.getMinReadySeconds() == null ? 0 : spec.getMinReadySeconds();
        if (deadline != null && deadline <= ready) {
            findings.invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
        }
    }

    private void selector(DeploymentSpec spec) {
        Map<String, String> wanted =
                spec.getSelector() == null ? Map.of() : spec.getSelector().getMatchLabels();
        if (spec.getSelector() == null) {
            findings.required("spec.selector");
        } else if (wanted == null || wanted.isEmpty()) {
            findings.add("spec.selector: Invalid value: {}: empty selector is invalid for deployment");
        }
        Map<String, String> labels = labels(spec.getTemplate());
        labels("spec.template.labels", labels);
        boolean selected = spec.getSelector() != null
                && (wanted == null || labels.entrySet().containsAll(wanted.entrySet()));
        if (!selected) {
            String shown = new TreeMap<>(labels)
                    .entrySet().stream()
                            .map(label -> "\"" + label.getKey() + "\":\"" + label.getValue() + "\"")
                            .collect(Collectors.joining(",", "{", "}"));
            findings.add("spec.template.metadata.labels: Invalid value: " + shown
                    + ": `selector` does not match template `labels`");
        }
    }

    static Map<String, String> labels(@Nullable PodTemplateSpec template) {
        return template == null
                        || template.getMetadata() == null
                        || template.getMetadata().getLabels() == null
                ? Map.of()
                : template.getMetadata().getLabels();
    }

    void labels(String field, Map<String, String> labels) {
        labels.forEach((key, value) -> {
            Names.LABEL_KEY.check(field, key, findings);
            Names.LABEL_VALUE.check(field, value, findings);
        });
    }

    private void strategy(@Nullable DeploymentStrategy strategy) {
        if (strategy == null) {
            return;
        }
        String type = strategy.getType() == null ? "RollingUpdate" : strategy.getType();
        if (!List.of("Recreate", "RollingUpdate").contains(type)) {
            findings.add("spec.strategy: Unsupported value: {\"Type\":\"" + type + "\",\"RollingUpdate\":"
                    + (strategy.getRollingUpdate() == null ? "null" : "{…}")
                    + "}: supported values: \"Recreate\", \"RollingUpdate\"");
        }
        if (strategy.getRollingUpdate() == null) {
            return;
        }
        if (type.equals("Recreate")) {
            findings.add("spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is"
                    + " 'Recreate'");
        }
        boolean surge = Share.check(
                "spec.strategy.rollingUpdate.maxSurge",
                strategy.getRollingUpdate().getMaxSurge(),
                findings);
        boolean unavailable = Share.check(
                "spec.strategy.rollingUpdate.maxUnavailable",
                strategy.getRollingUpdate().getMaxUnavailable(),
                findings);
        if (!surge && !unavailable) {
            findings.invalid("spec.strategy.rollingUpdate.maxUnavailable", 0, "may not be 0 when `maxSurge` is 0");
        }
    }

    private void pod(PodSpec pod) {
        if (pod.getRestartPolicy() != null && !pod.getRestartPolicy().equals("Always")) {
            findings.unsupported("spec.template.spec.restartPolicy", pod.getRestartPolicy(), "\"Always\"");
        }
        sysctls(pod.getSecurityContext());
        Set<String> volumes = volumes(pod.getVolumes());
        List<Container> containers = pod.getContainers();
        if (containers.isEmpty()) {
            findings.required("spec.template.spec.containers");
        } else if (containers.size() > 1) {
            findings.notOffered("spec.template.spec.containers[1]", "give a pod one container");
        }
        for (int i = 0; i < containers.size(); i++) {
            new ContainerRules("spec.template.spec.containers[" + i + "]", policy, findings)
                    .check(containers.get(i), volumes, pod);
        }
    }

    private void sysctls(@Nullable PodSecurityContext context) {
        if (context != null) {
            context.getSysctls().stream()
                    .filter(sysctl -> BaselineLists.SYSCTLS.contains(String.valueOf(sysctl.getName())))
                    .forEach(sysctl -> findings.notOffered(
                            "spec.template.spec.securityContext.sysctls", "leave " + sysctl.getName() + " out"));
        }
    }

    private Set<String> volumes(List<Volume> volumes) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < volumes.size(); i++) {
            Volume volume = volumes.get(i);
            String field = "spec.template.spec.volumes[" + i + "]";
            Names.LABEL.check(field + ".name", volume.getName(), findings);
            if (volume.getName() != null && !names.add(volume.getName())) {
                findings.add(field + ".name: Duplicate value: \"" + volume.getName() + "\"");
            }
            source(field, volume);
        }
        return names;
    }

    private void source(String field, Volume volume) {
        if (volume.getPersistentVolumeClaim() != null && volume.getEmptyDir() != null) {
            findings.add(field + ".emptyDir: Forbidden: may not specify more than 1 volume type");
        } else if (volume.getEmptyDir() != null
                && volume.getEmptyDir().getSizeLimit() != null
                && Quantities.amount(volume.getEmptyDir().getSizeLimit()).signum() < 0) {
            findings.add(field + ".emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity");
        } else if (volume.getPersistentVolumeClaim() != null) {
            String claim = volume.getPersistentVolumeClaim().getClaimName();
            if (claim == null || claim.isEmpty()) {
                findings.required(field + ".persistentVolumeClaim.claimName");
            } else if (!claim.equals(WorkloadReader.WORKSPACE)) {
                findings.add(field + ": persistentvolumeclaim \"" + claim + "\" not found; this sandbox has one claim,"
                        + " \"" + WorkloadReader.WORKSPACE + "\"");
            }
        }
    }

    private void notNegative(String field, @Nullable Number value) {
        if (value != null && value.longValue() < 0) {
            findings.invalid(field, value, "must be greater than or equal to 0");
        }
    }
}
