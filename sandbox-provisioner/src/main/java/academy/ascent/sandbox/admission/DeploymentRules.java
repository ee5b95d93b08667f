package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import java.util.List;
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
        findings.notNegative("spec.replicas", spec.getReplicas());
        findings.notNegative("spec.minReadySeconds", spec.getMinReadySeconds());
        findings.notNegative("spec.revisionHistoryLimit", spec.getRevisionHistoryLimit());
        progress(spec);
        strategy(spec.getStrategy());
        PodRules pods = new PodRules(policy, findings);
        pods.selector("deployment", spec.getSelector(), spec.getTemplate());
        pods.alwaysRestarted(spec.getTemplate());
        pods.check(spec.getTemplate());
    }

    private void progress(DeploymentSpec spec) {
        Integer deadline = spec.getProgressDeadlineSeconds();
        findings.notNegative("spec.progressDeadlineSeconds", deadline);
        int ready = spec.getMinReadySeconds() == null ? 0 : spec.getMinReadySeconds();
        if (deadline != null && deadline <= ready) {
            findings.invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
        }
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
}
