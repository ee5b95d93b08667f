package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.host.ServerProcess;
import academy.ascent.benchmarks.load.Wire;
import academy.ascent.benchmarks.peer.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The reference stack beside what else a learner may pick. */
record AgainstPeers(Plan plan, Workplace workplace, JavaServers servers) {
    static final String PART = "peers";
    private static final String OURS = "ours beside peers";

    Findings measure() {
        List<Contestant> contestants = new ArrayList<>();
        Map<String, Standing> standings = new LinkedHashMap<>();
        contestants.add(servers.referenceStack(OURS, "plain", "mlp", Wire.JSON));
        for (Peer peer : Peer.values()) {
            try {
                contestants.add(contestant(peer));
            } catch (CannotMeasure e) {
                Progress.say("out: " + peer.title() + " " + e.getMessage());
                standings.put(peer.title(), new Standing.NotMeasured(peer.title(), String.valueOf(e.getMessage())));
            }
        }
        try (Contest contest = new Contest(plan, workplace, "mlp")) {
            standings.putAll(contest.run(contestants));
            Findings.Draft draft = new Findings.Draft(standings);
            for (Peer peer : Peer.values()) {
                ratios(draft, peer.title(), peer == Peer.MLSERVER ? 10 : 5);
            }
            draft.of(OURS, (ours, figures) -> figures.addAll(AgainstLimit.absolute(OURS, ours)));
            for (Peer peer : Peer.values()) {
                draft.of(peer.title(), (it, figures) -> figures.addAll(AgainstLimit.absolute(peer.title(), it)));
            }
            return draft.findings(PART);
        }
    }

    private Contestant contestant(Peer peer) {
        Progress.say("environment of " + peer.title());
        int port = ServerProcess.freePort();
        Path peers = workplace.home().resolve("benchmarks/peers");
        Path model = workplace.models().resolve("mlp.onnx");
        List<String> command = peer.command(peers, port);
        Path folder = copy(peers.resolve(peer.folder()), workplace.folder(peer.title()));
        return new Contestant(
                peer.title(), command, peer.environment(port, model), folder, port, "/v2/models/mlp/infer", Wire.JSON);
    }

    /** A copy, since Python writes beside what it runs. */
    private static Path copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ratios(Findings.Draft draft, String peer, double bound) {
        draft.of(OURS, peer, (ours, other, figures) -> {
            figures.add(Figure.ratio(
                            "throughput, ours / " + peer,
                            ours,
                            other,
                            Round::throughput,
                            "closed loop over 32 connections, JSON")
                    .aims(Target.atLeast(bound)));
            figures.add(Figure.ratio(
                    "CPU time per answer, " + peer + " / ours",
                    other,
                    ours,
                    Round::cpuMicros,
                    "closed loop over 32 connections, JSON"));
            figures.add(Figure.ratio(
                            "p99, ours / " + peer,
                            ours,
                            other,
                            Round::p99Micros,
                            "open loop, each at half of its own throughput in the round")
                    .aims(Target.atMost(1)));
        });
    }
}
