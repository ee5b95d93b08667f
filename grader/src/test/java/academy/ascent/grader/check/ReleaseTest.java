package academy.ascent.grader.check;

import static academy.ascent.grader.lab.GivenSettings.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.sandbox.ManifestFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTest {
    private static final String DEPLOYMENT = """
            # wörter vor dem Wert 🍇
            apiVersion: apps/v1
            kind: Deployment
            spec:
              template:
                spec:
                  containers:
                    - name: a
                      env:
                        - name: OTHER
                          value: "1"
                        - {name: RELEASE, value: '1'}  # which release
                    - name: b
                      env: [{name: RELEASE, value: one}]
            ---
            kind: ConfigMap
            spec: {template: {spec: {containers: [{env: [{name: RELEASE, value: "1"}]}]}}}
            """;
    private static final String SETTINGS = """
            rate: 100/s
            episodes: 3
            failed: 0.1%
            release: {env: {RELEASE: "2"}, files: grading/release}
            bad: {env: {RELEASE: "3"}}
            """;

    @Test
    void only_the_value_of_the_variable_in_deployments_is_changed() {
        assertThat(released(DEPLOYMENT))
                .isEqualTo(DEPLOYMENT
                        .replace("{name: RELEASE, value: '1'}  #", "{name: RELEASE, value: \"2\"}  #")
                        .replace("value: one", "value: \"2\""));
    }

    @Test
    void manifests_that_do_not_name_their_release_cannot_be_released() {
        String without = DEPLOYMENT.replace("name: RELEASE", "name: RELEASES");
        Manifests manifests = new Manifests(List.of(new ManifestFile("k8s/a.yaml", without)));
        assertThat(release().of(manifests)).isEmpty();
        assertThat(RolloutReport.nothingToRelease(release(), manifests).explanation())
                .contains("RELEASE", "k8s/a.yaml", "Declare it under env");
    }

    @Test
    void a_value_that_comes_from_elsewhere_is_not_touched() {
        String indirect = DEPLOYMENT.replace("value: one", "valueFrom: {fieldRef: {fieldPath: metadata.name}}");
        assertThat(released(indirect)).contains("valueFrom: {fieldRef: {fieldPath: metadata.name}}");
    }

    @Test
    void settings_are_read() {
        RolloutSettings settings = RolloutSettings.read(with(SETTINGS));
        assertThat(settings.release().name()).isEqualTo("2");
        assertThat(settings.release().files()).contains("grading/release");
        assertThat(settings.bad().orElseThrow().files()).isEmpty();
        assertThat(settings.within().toSeconds()).isEqualTo(60);
        assertThat(settings.requests()).isEqualTo(100 * 3 * 8);
        assertThat(new RolloutCheck().plans(with(SETTINGS)).getFirst().looks()).containsExactly(7200, 14400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "episodes: 3 | episodes: 2 | line 2: episodes is '2'; write a whole number from 3 to 30",
                "failed: 0.1% | failed: 0% | line 3: failed must be between 0% and 100%",
                "release: {env: {RELEASE: \"2\"}, files: grading/release} | release: {env: {}} | line 4: release.env must name one",
                "{RELEASE: \"2\"}, | {release: \"2\"}, | write a name in capitals",
                "{RELEASE: \"2\"}, | {RELEASE: \"2 3\"}, | line 4: release.env.RELEASE must be a name",
                "grading/release | ../release | must be a folder of the lab",
                "RELEASE: \"3\" | VERSION: \"3\" | line 5: bad must set the same variable",
                "RELEASE: \"3\" | RELEASE: \"2\" | line 5: bad must have another name",
                "rate: 100/s | rate: 100/s\\nwithin: 1s | within must be from 10s to 300s",
                "rate: 100/s | rates: 100/s | rates is not known here"
            })
    void a_wrong_setting_is_refused_with_its_line(String part, String other, String message) {
        assertThat(SETTINGS).contains(part);
        String wrong = SETTINGS.replace(part, other.replace("\\n", "\n"));
        assertThatThrownBy(() -> new RolloutCheck().validate(with(wrong)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(message);
    }

    private static Release release() {
        return Release.read(with("env: {RELEASE: \"2\"}"));
    }

    private static String released(String yaml) {
        return release()
                .of(new Manifests(List.of(new ManifestFile("k8s/a.yaml", yaml))))
                .orElseThrow()
                .files()
                .getFirst()
                .yaml();
    }
}
