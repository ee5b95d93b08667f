package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;
import org.jspecify.annotations.Nullable;

/** The API server's validation of a StatefulSet, for the fields that are offered here. */
final class StatefulSetRules {
    private final Policy policy;
    private final Findings findings;

    StatefulSetRules(Policy policy, Findings findings) {
        this.policy = policy;
        this.findings = findings;
    }

    void check(StatefulSet set) {
        StatefulSetSpec spec = set.getSpec();
        if (spec == null) {
            findings.required("spec.selector");
            findings.required("spec.template");
            return;
        }
        management(spec.getPodManagementPolicy());
        update(spec.getUpdateStrategy());
        findings.notNegative("spec.replicas", spec.getReplicas());
        findings.notNegative("spec.minReadySeconds", spec.getMinReadySeconds());
        if (spec.getServiceName() != null && !spec.getServiceName().isEmpty()) {
            Names.LABEL.check("spec.serviceName", spec.getServiceName(), findings);
        }
        PodRules pods = new PodRules(policy, findings);
        pods.selector("statefulset", spec.getSelector(), spec.getTemplate());
        pods.check(spec.getTemplate());
        pods.alwaysRestarted(spec.getTemplate());
    }

    private void management(@Nullable String management) {
        if (management == null || management.equals("OrderedReady")) {
            return;
        }
        if (management.equals("Parallel")) {
            findings.notOffered("spec.podManagementPolicy", "use OrderedReady");
        } else {
            findings.invalid("spec.podManagementPolicy", management, "must be 'OrderedReady' or 'Parallel'");
        }
    }

    private void update(@Nullable StatefulSetUpdateStrategy strategy) {
        String type = strategy == null ? null : strategy.getType();
        if (type == null || type.equals("RollingUpdate")) {
            return;
        }
        if (type.equals("OnDelete")) {
            findings.notOffered("spec.updateStrategy.type", "use RollingUpdate");
        } else {
            findings.add("spec.updateStrategy: Invalid value: {\"Type\":\"" + type
                    + "\",\"RollingUpdate\":null}: must be 'RollingUpdate' or 'OnDelete'");
        }
    }

    /** What may not change once a StatefulSet was admitted. */
    void changed(StatefulWorkload before, StatefulWorkload after) {
        if (!before.selector().equals(after.selector()) || !before.service().equals(after.service())) {
            findings.add("spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals',"
                    + " 'template', 'updateStrategy', 'revisionHistoryLimit',"
                    + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
        }
    }
}
