package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import org.jspecify.annotations.Nullable;

/** The API server's validation of a Job, for the fields that are offered here. */
final class JobRules {
    private static final String RESTART = "spec.template.spec.restartPolicy";
    private static final String MODES = "\"NonIndexed\", \"Indexed\"";

    private final Policy policy;
    private final Findings findings;

    JobRules(Policy policy, Findings findings) {
        this.policy = policy;
        this.findings = findings;
    }

    void check(@Nullable JobSpec spec) {
        if (spec == null) {
            findings.required("spec.template.spec.containers");
            findings.add(RESTART + ": Required value: valid values: \"OnFailure\", \"Never\"");
            return;
        }
        findings.notNegative("spec.parallelism", spec.getParallelism());
        findings.notNegative("spec.completions", spec.getCompletions());
        findings.notNegative("spec.activeDeadlineSeconds", spec.getActiveDeadlineSeconds());
        findings.notNegative("spec.backoffLimit", spec.getBackoffLimit());
        mode(spec.getCompletionMode());
        PodRules pods = new PodRules(policy, findings);
        pods.labels("spec.template.labels", PodRules.labels(spec.getTemplate()));
        pods.check(spec.getTemplate());
        restart(spec.getTemplate());
    }

    private void mode(@Nullable String mode) {
        if (mode == null || mode.equals("NonIndexed")) {
            return;
        }
        if (mode.equals("Indexed")) {
            findings.notOffered("spec.completionMode", "use NonIndexed");
        } else {
            findings.unsupported("spec.completionMode", mode, MODES);
        }
    }

    private void restart(@Nullable PodTemplateSpec template) {
        String restart = PodRules.restartPolicy(template);
        if (restart == null || restart.isEmpty() || restart.equals("Always")) {
            findings.add(RESTART + ": Required value: valid values: \"OnFailure\", \"Never\"");
        } else if (!restart.equals("OnFailure") && !restart.equals("Never")) {
            findings.unsupported(RESTART, restart, "\"Always\", \"OnFailure\", \"Never\"");
            findings.unsupported(RESTART, restart, "\"OnFailure\", \"Never\"");
        }
    }

    /** What may not change once a Job was admitted. */
    void changed(JobWorkload before, JobWorkload after) {
        if (!before.completions().equals(after.completions())) {
            String given = after.completions().isPresent()
                    ? String.valueOf(after.completions().getAsInt())
                    : "null";
            findings.add("spec.completions: Invalid value: " + given + ": field is immutable");
        }
        if (!before.template().equals(after.template())) {
            findings.add("spec.template: Invalid value: field is immutable");
        }
    }
}
