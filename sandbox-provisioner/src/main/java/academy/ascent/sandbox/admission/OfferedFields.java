package academy.ascent.sandbox.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Refuses the fields that Kubernetes knows and a sandbox on this machine does not honour, so that nothing is silently
 * ignored. Fields that cannot change what runs here (scheduling hints, service accounts) are let through.
 */
final class OfferedFields {
    private static final String IN_CONTAINERS = "spec.template.spec.containers[]";
    private static final Set<String> PROBE = Set.of(
            "httpGet",
            "tcpSocket",
            "initialDelaySeconds",
            "periodSeconds",
            "timeoutSeconds",
            "failureThreshold",
            "successThreshold");
    private static final Set<String> HTTP = Set.of("path", "port", "scheme", "httpHeaders");
    private static final Set<String> TCP = Set.of("port");

    private static final Map<String, Set<String>> IN_SPEC = Map.of(
            "Deployment",
            Set.of(
                    "replicas",
                    "selector",
                    "template",
                    "strategy",
                    "paused",
                    "minReadySeconds",
                    "revisionHistoryLimit",
                    "progressDeadlineSeconds"),
            "StatefulSet",
            Set.of(
                    "replicas",
                    "selector",
                    "template",
                    "serviceName",
                    "podManagementPolicy",
                    "updateStrategy",
                    "minReadySeconds",
                    "revisionHistoryLimit"),
            "Job",
            Set.of(
                    "template",
                    "completions",
                    "parallelism",
                    "backoffLimit",
                    "activeDeadlineSeconds",
                    "completionMode"));

    private static final Map<String, Set<String>> OFFERED = Map.ofEntries(
            Map.entry("spec.selector", Set.of("matchLabels")),
            Map.entry("spec.updateStrategy", Set.of("type")),
            Map.entry(
                    "spec.template.spec",
                    Set.of(
                            "containers",
                            "volumes",
                            "restartPolicy",
                            "terminationGracePeriodSeconds",
                            "securityContext",
                            "serviceAccount",
                            "serviceAccountName",
                            "automountServiceAccountToken",
                            "enableServiceLinks",
                            "dnsPolicy",
                            "schedulerName",
                            "affinity",
                            "tolerations",
                            "topologySpreadConstraints",
                            "hostNetwork",
                            "hostPID",
                            "hostIPC",
                            "hostUsers")),
            Map.entry(
                    "spec.template.spec.volumes[]",
                    Set.of("name", "persistentVolumeClaim", "emptyDir", "configMap", "secret")),
            Map.entry(
                    IN_CONTAINERS,
                    Set.of(
                            "name",
                            "image",
                            "imagePullPolicy",
                            "command",
                            "args",
                            "workingDir",
                            "ports",
                            "env",
                            "envFrom",
                            "resources",
                            "volumeMounts",
                            "readinessProbe",
                            "livenessProbe",
                            "startupProbe",
                            "lifecycle",
                            "securityContext",
                            "terminationMessagePath",
                            "terminationMessagePolicy")),
            Map.entry(IN_CONTAINERS + ".env[]", Set.of("name", "value", "valueFrom")),
            Map.entry(IN_CONTAINERS + ".env[].valueFrom", Set.of("configMapKeyRef", "secretKeyRef")),
            Map.entry(IN_CONTAINERS + ".volumeMounts[]", Set.of("name", "mountPath", "readOnly", "subPath")),
            Map.entry(IN_CONTAINERS + ".lifecycle", Set.of("preStop")),
            Map.entry(IN_CONTAINERS + ".lifecycle.preStop", Set.of("sleep")),
            Map.entry(IN_CONTAINERS + ".resources", Set.of("requests", "limits")),
            Map.entry(IN_CONTAINERS + ".readinessProbe", PROBE),
            Map.entry(IN_CONTAINERS + ".livenessProbe", PROBE),
            Map.entry(IN_CONTAINERS + ".startupProbe", PROBE),
            Map.entry(IN_CONTAINERS + ".readinessProbe.httpGet", HTTP),
            Map.entry(IN_CONTAINERS + ".livenessProbe.httpGet", HTTP),
            Map.entry(IN_CONTAINERS + ".startupProbe.httpGet", HTTP),
            Map.entry(IN_CONTAINERS + ".readinessProbe.tcpSocket", TCP),
            Map.entry(IN_CONTAINERS + ".livenessProbe.tcpSocket", TCP),
            Map.entry(IN_CONTAINERS + ".startupProbe.tcpSocket", TCP));

    private static final Map<String, Set<String>> OFFERED_TO_SERVICES = Map.of(
            "spec",
            Set.of(
                    "ports",
                    "selector",
                    "type",
                    "clusterIP",
                    "sessionAffinity",
                    "internalTrafficPolicy",
                    "ipFamilies",
                    "ipFamilyPolicy"));

    private static final Set<String> RULES = Set.of("stabilizationWindowSeconds", "selectPolicy", "policies");
    private static final Map<String, Set<String>> OFFERED_TO_AUTOSCALERS = Map.of(
            "spec.metrics[]",
            Set.of("type", "resource", "pods"),
            "spec.metrics[].pods.metric",
            Set.of("name"),
            "spec.behavior.scaleUp",
            RULES,
            "spec.behavior.scaleDown",
            RULES);

    private final Map<String, Set<String>> offered;
    private final Findings findings;

    private OfferedFields(Map<String, Set<String>> offered, Findings findings) {
        this.offered = offered;
        this.findings = findings;
    }

    /**
     * Checks an object that has pods.
     *
     * @param kind Deployment, StatefulSet or Job
     */
    static void checkWorkload(String kind, JsonNode workload, Findings findings) {
        Map<String, Set<String>> offered = new HashMap<>(OFFERED);
        offered.put("spec", IN_SPEC.getOrDefault(kind, Set.of()));
        new OfferedFields(offered, findings).check(workload, "", "");
    }

    static void checkService(JsonNode service, Findings findings) {
        new OfferedFields(OFFERED_TO_SERVICES, findings).check(service, "", "");
    }

    static void checkAutoscaler(JsonNode autoscaler, Findings findings) {
        new OfferedFields(OFFERED_TO_AUTOSCALERS, findings).check(autoscaler, "", "");
    }

    private void check(JsonNode node, String path, String pattern) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), path + "[" + i + "]", pattern + "[]");
            }
        }
        Set<String> names = offered.get(pattern);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String dot = path.isEmpty() ? "" : ".";
            String below = path + dot + field.getKey();
            if (names == null || names.contains(field.getKey())) {
                check(field.getValue(), below, pattern + dot + field.getKey());
            } else if (!field.getValue().isNull() && !forPodSecurity(pattern, field.getKey())) {
                findings.notOffered(below, "leave it out");
            }
        }
    }

    private static boolean forPodSecurity(String pattern, String field) {
        return pattern.equals("spec.template.spec.volumes[]") && field.equals("hostPath");
    }
}
