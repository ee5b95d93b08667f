package academy.ascent.grader.check;

import academy.ascent.grader.dockerfile.Dockerfile;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.CheckResult.Ground;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * {@code dockerfile}: what a Dockerfile's text says of the image that would be built from it. Nothing is built: the
 * finding's ground is the text.
 */
public final class DockerfileCheck implements StaticCheck {
    private static final int MOST_BYTES = 256 << 10;

    /** A rule that a lab can require. */
    enum Rule {
        PINNED_BASE("a base image with a version or a digest"),
        NON_ROOT("a user that is not root"),
        EXEC_FORM("CMD and ENTRYPOINT in exec form"),
        NO_SECRETS("no secret in ENV, ARG or a copied file"),
        NO_LATE_DELETION("nothing deleted in a later layer than it was made in"),
        NO_DOWNLOAD_AT_START("no download when the container starts"),
        CPU_ONLY("no CUDA package"),
        MULTI_STAGE("a build stage whose tools are not shipped"),
        CACHE_ORDER("dependencies installed before the code is copied");

        private final String asks;

        Rule(String asks) {
            this.asks = asks;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String kind() {
        return "dockerfile";
    }

    @Override
    public void validate(Settings with) {
        rules(with);
        path(with);
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        return judge(rules(spec.with()), path(spec.with()), stage.workspace());
    }

    static Finding judge(List<Rule> rules, String path, Workspace workspace) {
        Faults faults = new Faults();
        faults.take(workspace.text(path, MOST_BYTES))
                .flatMap(text -> faults.take(Dockerfile.parse(path, text)))
                .ifPresent(dockerfile -> {
                    ImageRules image = new ImageRules(path, dockerfile, faults);
                    LayerRules layers = new LayerRules(path, dockerfile, faults);
                    ContentRules content = new ContentRules(path, dockerfile, workspace, faults);
                    rules.forEach(rule -> check(rule, image, layers, content));
                });
        String asked = rules.stream().map(rule -> rule.asks).collect(Collectors.joining("; "));
        return faults.finding(
                Ground.STATIC,
                asked + " (judged by the text of " + path + "; no image was built).",
                rules.size() == 1 ? "The rule is kept by the text" : "All " + rules.size() + " rules kept by the text",
                List.of());
    }

    private static void check(Rule rule, ImageRules image, LayerRules layers, ContentRules content) {
        switch (rule) {
            case PINNED_BASE -> image.pinnedBase();
            case NON_ROOT -> image.nonRoot();
            case EXEC_FORM -> image.execForm();
            case MULTI_STAGE -> image.multiStage();
            case NO_LATE_DELETION -> layers.noLateDeletion();
            case CACHE_ORDER -> layers.cacheOrder();
            case NO_SECRETS -> content.noSecrets();
            case NO_DOWNLOAD_AT_START -> content.noDownloadAtStart();
            case CPU_ONLY -> content.cpuOnly();
        }
    }

    private static String path(Settings with) {
        String path = with.has("path") ? with.text("path") : "Dockerfile";
        if (!path.matches("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*") || path.contains("..")) {
            throw with.problem("path", "is '" + path + "'; name a file inside the folder, such as Dockerfile");
        }
        return path;
    }

    private static List<Rule> rules(Settings with) {
        with.allowing("path", "require");
        List<Rule> rules = new ArrayList<>();
        for (String word : with.texts("require")) {
            rules.add(List.of(Rule.values()).stream()
                    .filter(rule -> rule.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> with.problem(
                            "require",
                            "holds '" + word + "'; use any of "
                                    + List.of(Rule.values()).stream()
                                            .map(Rule::word)
                                            .collect(Collectors.joining(", ")))));
        }
        if (rules.isEmpty()) {
            throw with.problem("require", "is empty; name at least one rule");
        }
        return rules;
    }
}
