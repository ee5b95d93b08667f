package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.load.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What it costs the reference stack to watch its predictions: every file of {@code benchmarks/variants} beside {@code
 * plain.yaml}.
 */
record CostOfWatching(Plan plan, Workplace workplace, JavaServers servers) {
    static final String PART = "watching";
    private static final String PLAIN = "plain";

    Findings measure() {
        List<String> watched =
                variants().stream().filter(name -> !name.equals(PLAIN)).toList();
        if (watched.isEmpty()) {
            return Findings.notMeasured(PART, "benchmarks/variants holds no variant but plain.yaml");
        }
        List<Contestant> contestants = Stream.concat(Stream.of(PLAIN), watched.stream())
                .map(variant -> servers.referenceStack("ours " + variant, variant, "mlp", Wire.JSON))
                .toList();
        try (Contest contest = new Contest(plan, workplace, "mlp")) {
            Findings.Draft draft = new Findings.Draft(contest.run(contestants));
            for (String variant : watched) {
                ratios(draft, "ours " + variant);
            }
            return draft.findings(PART);
        }
    }

    private List<String> variants() {
        try (Stream<Path> files = Files.list(workplace.home().resolve("benchmarks/variants"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ratios(Findings.Draft draft, String variant) {
        draft.of(variant, "ours " + PLAIN, (watched, plain, figures) -> {
            figures.add(Figure.ratio(
                            "throughput, " + variant + " / ours plain",
                            watched,
                            plain,
                            Round::throughput,
                            "closed loop over 32 connections, JSON")
                    .aims(Target.atLeast(0.95)));
            figures.add(Figure.ratio(
                    "CPU time per answer, " + variant + " / ours plain",
                    watched,
                    plain,
                    Round::cpuMicros,
                    "closed loop over 32 connections, JSON"));
        });
    }
}
