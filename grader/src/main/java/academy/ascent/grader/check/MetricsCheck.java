package academy.ascent.grader.check;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.load.Call;
import academy.ascent.grader.load.Dialogue;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.metrics.Promtool;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.sandbox.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code metrics}: rules that fire and stay silent as they should, and replicas that expose what is asked. */
public final class MetricsCheck implements Check {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Override
    public String kind() {
        return "metrics";
    }

    @Override
    public void validate(Settings with) {
        MetricsSettings.read(with);
    }

    @Override
    public Set<String> needs() {
        return Set.of("deploy");
    }

    @Override
    public boolean measures() {
        return false;
    }

    @Override
    public boolean deploys(Settings with) {
        return with.has("scrape");
    }

    @Override
    public Duration expected(Settings with) {
        return Duration.ofSeconds(1);
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        MetricsSettings settings = MetricsSettings.read(spec.with());
        List<Sample> answers = settings.scrape()
                .map(scrape -> scraped(scrape.path(), stage.endpoints()))
                .orElse(List.of());
        return judge(
                settings,
                stage.workspace(),
                settings.tests().map(path -> RuleTests.of(stage.lab(), path)),
                Promtool.find(),
                answers);
    }

    private static List<Sample> scraped(String path, List<Endpoint> endpoints) {
        return endpoints.stream().map(endpoint -> scraped(path, endpoint)).toList();
    }

    private static Sample scraped(String path, Endpoint endpoint) {
        try (Dialogue dialogue = new Dialogue(endpoint, List.of(new Call(path, "")), TIMEOUT)) {
            return dialogue.ask(0);
        }
    }

    /**
     * @param answers what came from each replica's metrics page
     */
    static Finding judge(
            MetricsSettings settings,
            Workspace workspace,
            Optional<RuleTests> tests,
            Optional<Promtool> promtool,
            List<Sample> answers) {
        Faults faults = new Faults();
        List<String> files = new RuleFiles(settings, workspace, faults).check();
        settings.scrape().ifPresent(scrape -> new ScrapeRules(settings, scrape, faults).check(answers));
        // Rules that do not hold by their text are not evaluated: what is wrong is told already.
        boolean evaluable = !files.isEmpty() && faults.isEmpty();
        if (evaluable && promtool.isEmpty()) {
            return cannotRun(settings);
        }
        if (evaluable) {
            RuleTests.evaluate(promtool.orElseThrow(), workspace, files, tests, faults);
        }
        Ground ground = evaluable || !answers.isEmpty() ? Ground.MEASURED : Ground.STATIC;
        return faults.finding(ground, settings.words(), "Metrics and rules are as asked", List.of());
    }

    private static Finding cannotRun(MetricsSettings settings) {
        return new Finding(
                Ground.STATIC,
                Outcome.UNDECIDED,
                "cannot run here: promtool or bubblewrap is not installed",
                "Expected: " + settings.words()
                        + " By their text the rules are sound, but whether Prometheus takes them, and when they fire,"
                        + " cannot be told on this machine. Debian's package prometheus has promtool.",
                List.of(),
                List.of());
    }
}
