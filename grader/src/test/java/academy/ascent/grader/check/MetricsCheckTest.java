package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.grader.lab.GivenSettings;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.submission.GivenWorkspace;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of rules by their text alone, and of a metrics page. */
class MetricsCheckTest {
    private static final String RULES = """
            groups:
              - name: tumour
                rules:
                  - record: tumour:slow
                    expr: histogram_quantile(0.99, sum by (le, pod) (rate(queue_seconds_bucket[5m])))
                  - alert: ManyErrors
                    expr: tumour:errors:ratio > 0.1
                    for: 2m
                    labels: {severity: page}
            """;
    private static final String RULES_ASKED =
            "{rules: [\"monitoring/*.yaml\"], alerts: [ManyErrors], forbid-labels: [user_id]}";
    private static final String SCRAPE = """
            {forbid-labels: [user_id], scrape: {series: [{name: queue_seconds_count, labels: [model]}], most: 2}}""";

    @TempDir
    Path root;

    private GivenWorkspace files;

    @BeforeEach
    void givenRules() throws IOException {
        files = new GivenWorkspace(root).write("monitoring/rules.yaml", RULES);
    }

    @Test
    void without_promtool_sound_rules_stay_undecided_and_the_reason_is_said() {
        Finding finding = judge(RULES_ASKED, List.of());
        assertThat(finding.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(finding.title()).startsWith("cannot run here: promtool");
        assertThat(finding.ground()).isEqualTo(Ground.STATIC);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alert: ManyErrors | alert: Errors | monitoring/*.yaml: has no alert ManyErrors, only Errors.",
                "tumour:errors:ratio > 0.1 | avg(histogram_quantile(0.99, x)) > 1 | rules.yaml line 7: averages percentiles",
                "tumour:errors:ratio > 0.1 | avg without (pod) (tumour:slow) > 1 | rules.yaml line 7: averages percentiles",
                "tumour:errors:ratio > 0.1 | sum by (user_id) (x) > 1 | rules.yaml line 7: uses the label user_id",
                "severity: page | user_id: x | rules.yaml line 7: uses the label user_id",
                "alert: ManyErrors | alart: ManyErrors | rules.yaml line 6: a rule must have either alert or record",
                "expr: tumour | exqr: tumour | rules.yaml line 6: a rule has no expr",
                "groups: | group: | rules.yaml line 1: has no list of groups",
                "groups: | 'a: &a [*a]\ngroups:' | is not usable YAML"
            })
    void each_mistake_in_a_rule_is_told_by_its_text(String right, String wrong, String fault) throws IOException {
        assertThat(RULES).contains(right);
        files.write("monitoring/rules.yaml", RULES.replace(right, wrong));
        Finding finding = judge(RULES_ASKED, List.of());
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.explanation()).contains(fault);
    }

    @Test
    void no_rule_file_is_told() throws IOException {
        Files.delete(root.resolve("monitoring/rules.yaml"));
        assertThat(judge(RULES_ASKED, List.of()).explanation()).contains("monitoring/*.yaml: no rule file matches");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "queue_seconds_count{model=\"m\"} 5 | PASSED | It is so.",
                "queue_seconds_count 5 | FAILED | has queue_seconds_count with the labels []; expected [model].",
                "requests_total 1 | FAILED | /metrics of tumour-1: has no series queue_seconds_count; expose it.",
                "queue_seconds_count{model=\"m\",user_id=\"7\"} 5 | FAILED | with the label user_id, which makes a series",
                "queue_seconds_count{model=\"m\"} five | FAILED | /metrics of tumour-1 line 1: is no line of a metric",
                "queue_seconds_count{model=\"m\"} 1~a{b=\"1\"} 1~a{b=\"2\"} 1~a{b=\"3\"} 1 | FAILED | has 3 series of a; at most 2",
            })
    void what_a_replica_exposes_is_judged(String page, Outcome outcome, String words) {
        Finding finding = judge(SCRAPE, List.of(answer(Sample.Outcome.ANSWERED, 200, page.replace('~', '\n'))));
        assertThat(finding.explanation()).contains(words);
        assertThat(finding.outcome()).isEqualTo(outcome);
        assertThat(finding.ground()).isEqualTo(Ground.MEASURED);
    }

    @Test
    void one_replica_that_answers_otherwise_is_told() {
        Sample right = answer(Sample.Outcome.ANSWERED, 200, "queue_seconds_count{model=\"m\"} 5\n");
        Sample wrong = answer(Sample.Outcome.STATUS, 404, "");
        assertThat(judge(SCRAPE, List.of(right, wrong)).explanation())
                .contains("/metrics of tumour-1: was answered with an error status 404;");
    }

    @Test
    void no_replica_is_told() {
        Finding finding = judge(SCRAPE, List.of());
        assertThat(finding.title()).isEqualTo("No replica was ready to be scraped");
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void only_a_lab_that_scrapes_deploys() {
        assertThat(new MetricsCheck().deploys(GivenSettings.with(SCRAPE))).isTrue();
        assertThat(new MetricsCheck().deploys(GivenSettings.with(RULES_ASKED))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{}' | is missing, and scrape too",
                "alerts: [A] | name the rule files",
                "'{rules: [a.yaml], tests: ../x}' | inside the lab''s folder",
                "'scrape: {path: metrics}' | such as /metrics",
                "'scrape: {series: [{name: 1a}]}' | write a metric''s name",
                "'scrape: {most: 0}' | from 1 to 100000",
                "'{rules: [a.yaml], alert: A}' | is not known here"
            })
    void wrong_settings_are_told_when_the_lab_is_read(String yaml, String message) {
        assertThatThrownBy(() -> new MetricsCheck().validate(GivenSettings.with(yaml)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(message.replace("''", "'"));
    }

    private Finding judge(String asked, List<Sample> answers) {
        return MetricsCheck.judge(
                MetricsSettings.read(GivenSettings.with(asked)),
                files.workspace(),
                Optional.empty(),
                Optional.empty(),
                answers);
    }

    private static Sample answer(Sample.Outcome outcome, int status, String body) {
        return new Sample(0, 0, 0, 0, outcome, status, body, "tumour-1");
    }
}
