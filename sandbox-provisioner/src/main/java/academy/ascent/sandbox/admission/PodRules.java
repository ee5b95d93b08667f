package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The API server's validation of a workload's pod template, for the fields that are offered here. */
final class PodRules {
    private static final String SPEC = "spec.template.spec";

    private final Policy policy;
    private final Findings findings;

    PodRules(Policy policy, Findings findings) {
        this.policy = policy;
        this.findings = findings;
    }

    /**
     * The workload must select the pods of its template, and may not select all.
     *
     * @param workload the kind as the API server writes it here
     */
    void selector(String workload, @Nullable LabelSelector selector, @Nullable PodTemplateSpec template) {
        Map<String, String> wanted = selector == null ? Map.of() : selector.getMatchLabels();
        if (selector == null) {
            findings.required("spec.selector");
        } else if (wanted == null || wanted.isEmpty()) {
            findings.add("spec.selector: Invalid value: {}: empty selector is invalid for " + workload);
        }
        Map<String, String> labels = labels(template);
        labels("spec.template.labels", labels);
        boolean selected =
                selector != null && (wanted == null || labels.entrySet().containsAll(wanted.entrySet()));
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

    void alwaysRestarted(@Nullable PodTemplateSpec template) {
        String policy = restartPolicy(template);
        if (policy != null && !policy.equals("Always")) {
            findings.unsupported(SPEC + ".restartPolicy", policy, "\"Always\"");
        }
    }

    static @Nullable String restartPolicy(@Nullable PodTemplateSpec template) {
        return template == null || template.getSpec() == null
                ? null
                : template.getSpec().getRestartPolicy();
    }

    void check(@Nullable PodTemplateSpec template) {
        if (template == null || template.getSpec() == null) {
            findings.required(SPEC + ".containers");
            return;
        }
        PodSpec pod = template.getSpec();
        sysctls(pod.getSecurityContext());
        Set<String> volumes = new VolumeRules(findings).check(SPEC + ".volumes", pod.getVolumes());
        List<Container> containers = pod.getContainers();
        if (containers.isEmpty()) {
            findings.required(SPEC + ".containers");
        } else if (containers.size() > 1) {
            findings.notOffered(SPEC + ".containers[1]", "give a pod one container");
        }
        for (int i = 0; i < containers.size(); i++) {
            new ContainerRules(SPEC + ".containers[" + i + "]", policy, findings)
                    .check(containers.get(i), volumes, pod);
        }
    }

    private void sysctls(@Nullable PodSecurityContext context) {
        if (context != null) {
            context.getSysctls().stream()
                    .filter(sysctl -> BaselineLists.SYSCTLS.contains(String.valueOf(sysctl.getName())))
                    .forEach(sysctl -> findings.notOffered(
                            SPEC + ".securityContext.sysctls", "leave " + sysctl.getName() + " out"));
        }
    }
}
