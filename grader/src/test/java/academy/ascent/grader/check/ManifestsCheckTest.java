package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.check.ManifestsCheck.Rule;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.sandbox.Admission.AdmittedContainer;
import academy.ascent.sandbox.Admission.AdmittedObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestsCheckTest {
    private static final List<Rule> ALL = List.of(Rule.values());

    @Test
    void a_careful_container_passes() {
        assertThat(ManifestsCheck.judge(ALL, List.of(deployment(true, true, 500)))
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void each_broken_rule_names_file_object_container_and_field() {
        Finding finding = ManifestsCheck.judge(ALL, List.of(deployment(false, false, 0)));
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.title()).isEqualTo("3 rules broken");
        assertThat(finding.explanation())
                .contains("k8s/deployment.yaml, Deployment/tumour, container server: add livenessProbe.")
                .contains("add resources.limits.cpu.")
                .contains("add securityContext.runAsNonRoot: true.");
    }

    @Test
    void only_what_the_lab_requires_is_asked() {
        assertThat(ManifestsCheck.judge(List.of(Rule.RESOURCES), List.of(deployment(false, false, 500)))
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void no_deployment_at_all_fails() {
        assertThat(ManifestsCheck.judge(ALL, List.of()).title()).isEqualTo("No Deployment in the manifests");
    }

    private static AdmittedObject deployment(boolean liveness, boolean nonRoot, int cpuLimit) {
        AdmittedContainer container = new AdmittedContainer(
                "server",
                "ascent/reference-stack:0.1",
                true,
                liveness,
                nonRoot,
                true,
                true,
                true,
                100,
                1 << 20,
                cpuLimit,
                1 << 20);
        return new AdmittedObject("k8s/deployment.yaml", "Deployment", "tumour", 2, List.of(container));
    }
}
