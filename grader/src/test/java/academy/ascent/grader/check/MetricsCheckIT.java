package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import academy.ascent.grader.lab.GivenSettings;
import academy.ascent.grader.metrics.Promtool;
import academy.ascent.grader.submission.GivenWorkspace;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules as Prometheus' own program evaluates them. */
class MetricsCheckIT {
    private static final String RULES = """
            groups:
              - name: tumour
                rules:
                  - record: tumour:errors:ratio
                    expr: sum(rate(requests_total{code="500"}[5m])) / sum(rate(requests_total[5m]))
                  - alert: ManyErrors
                    expr: tumour:errors:ratio > 0.1
                    for: 2m
                    labels: {severity: page}
            """;
    private static final String TESTS = """
            rule_files: ["monitoring/*.yaml"]
            evaluation_interval: 1m
            tests:
              - interval: 1m
                input_series:
                  - {series: 'requests_total{code="500"}', values: '0+60x20'}
                  - {series: 'requests_total{code="200"}', values: '0+60x20'}
                alert_rule_test:
                  - {eval_time: 15m, alertname: ManyErrors, exp_alerts: [{exp_labels: {severity: page}}]}
              - interval: 1m
                input_series:
                  - {series: 'requests_total{code="500"}', values: '0x20'}
                  - {series: 'requests_total{code="200"}', values: '0+60x20'}
                alert_rule_test:
                  - {eval_time: 15m, alertname: ManyErrors, exp_alerts: []}
            """;
    private static final MetricsSettings ASKED = MetricsSettings.read(
            GivenSettings.with("{rules: [\"monitoring/*.yaml\"], tests: grading/tests.yaml, alerts: [ManyErrors]}"));

    @TempDir
    Path root;

    private GivenWorkspace files;
    private Promtool promtool;

    @BeforeEach
    void givenPromtoolAndRules() throws IOException {
        Optional<Promtool> found = Promtool.find();
        assumeThat(found)
                .as("promtool, of Debian's package prometheus, and bubblewrap are on the path")
                .isPresent();
        promtool = found.orElseThrow();
        files = new GivenWorkspace(root.resolve("submission")).write("monitoring/rules.yaml", RULES);
    }

    @Test
    void rules_that_fire_as_the_labs_tests_ask_pass() throws IOException {
        Finding finding = judge(true);
        assertThat(finding.explanation()).endsWith("It is so.");
        assertThat(finding.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(finding.ground()).isEqualTo(Ground.MEASURED);
    }

    @Test
    void an_alert_that_never_fires_fails_and_hidden_tests_stay_hidden() throws IOException {
        givenRulesWith("> 0.1", "> 10");
        Finding finding = judge(true);
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.explanation())
                .contains("monitoring/rules.yaml: the alert ManyErrors does not fire when it must, in the lab's tests;")
                .doesNotContain("15m", "page");
    }

    @Test
    void an_alert_that_fires_always_fails() throws IOException {
        givenRulesWith("> 0.1", ">= 0");
        Finding finding = judge(false);
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.title()).contains("the alert ManyErrors fires when it must stay silent, at 15m");
    }

    @Test
    void an_alert_that_pages_nobody_fails() throws IOException {
        givenRulesWith("severity: page", "severity: none");
        assertThat(judge(true).explanation())
                .contains("ManyErrors fires with other labels or annotations than it must");
    }

    @Test
    void an_expression_that_prometheus_refuses_is_told_in_its_words() throws IOException {
        givenRulesWith("> 0.1", "> > 0.1");
        assertThat(judge(true).explanation())
                .contains("Prometheus refuses the rules: ")
                .contains("parse error");
    }

    @Test
    void rules_that_take_all_memory_fail_and_end() throws IOException {
        givenRulesWith(
                "labels:",
                "annotations: {a: '{{ printf \"%999999999d\" 1 }}{{ printf \"%999999999d\" 1 }}'}\n        labels:");
        Finding finding = judge(true);
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void promtool_sees_no_network_and_nothing_but_its_folder() throws IOException {
        Path folder = Files.createDirectory(root.resolve("folder"));
        Promtool shell = new Promtool(Path.of("/bin/sh"));
        String look =
                "ls -d /etc /home /root /work 2>/dev/null; tail -n +3 /proc/net/dev | grep -v lo:; echo > x || echo closed";
        Promtool.Answer answer = shell.run(folder, Duration.ofSeconds(5), List.of("-c", look));
        assertThat(answer.output())
                .doesNotContain("etc", "home", "root", "work", "eth")
                .endsWith("closed\n");
    }

    @Test
    void what_does_not_end_or_says_too_much_is_ended() throws IOException {
        Path folder = Files.createDirectory(root.resolve("folder"));
        Promtool shell = new Promtool(Path.of("/bin/sh"));
        long began = System.nanoTime();
        assertThat(shell.run(folder, Duration.ofSeconds(1), List.of("-c", "echo a; sleep 30")))
                .isEqualTo(new Promtool.Answer(false, "a\n"));
        Promtool.Answer much = shell.run(folder, Duration.ofSeconds(20), List.of("-c", "while :; do echo aaaa; done"));
        assertThat(much.passed()).isFalse();
        assertThat(much.output()).hasSize(64 << 10);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    }

    private void givenRulesWith(String wrong, String instead) throws IOException {
        assertThat(RULES).contains(wrong);
        files.write("monitoring/rules.yaml", RULES.replace(wrong, instead));
    }

    private Finding judge(boolean hidden) throws IOException {
        Path tests = Files.writeString(root.resolve("tests.yaml"), TESTS);
        return MetricsCheck.judge(
                ASKED, files.workspace(), Optional.of(new RuleTests(tests, hidden)), Optional.of(promtool), List.of());
    }
}
