package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.load.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The reference stack beside the baseline: how much of what is possible it reaches.
 *
 * @param part its name on the command line
 * @param model a file of {@code benchmarks/models}
 */
record AgainstLimit(String part, String model, List<Wire> wires, Plan plan, Workplace workplace, JavaServers servers) {
    /** The small network, both ways that tensors travel: the headline. */
    static final String PART = "limit";

    /** 500 deep trees, as JSON; only told, without targets. */
    static final String FOREST = "forest";

    static AgainstLimit network(Plan plan, Workplace workplace, JavaServers servers) {
        return new AgainstLimit(PART, "mlp", List.of(Wire.values()), plan, workplace, servers);
    }

    static AgainstLimit forest(Plan plan, Workplace workplace, JavaServers servers) {
        return new AgainstLimit(FOREST, "forest", List.of(Wire.JSON), plan, workplace, servers);
    }

    Findings measure() {
        List<Contestant> contestants = new ArrayList<>();
        for (Wire wire : wires) {
            String name = name(wire);
            contestants.add(servers.referenceStack("ours " + name, "plain", model, wire));
            contestants.add(servers.baseline("baseline " + name, model, wire));
        }
        try (Contest contest = new Contest(plan, workplace, model)) {
            Findings.Draft draft = new Findings.Draft(contest.run(contestants));
            for (Wire wire : wires) {
                ratios(draft, name(wire), wire == Wire.JSON ? 0.65 : 0.8);
            }
            Findings findings = draft.findings(part);
            return part.equals(PART) ? findings : findings.withoutTargets();
        }
    }

    private String name(Wire wire) {
        String format = wire == Wire.JSON ? "JSON" : wire.name().toLowerCase(Locale.ROOT);
        return part.equals(PART) ? format : format + ", " + model;
    }

    private static void ratios(Findings.Draft draft, String wire, double bound) {
        draft.of("ours " + wire, "baseline " + wire, (ours, baseline, figures) -> {
            figures.add(Figure.ratio(
                            "throughput, ours / baseline, " + wire,
                            ours,
                            baseline,
                            Round::throughput,
                            "closed loop over 32 connections")
                    .aims(Target.atLeast(bound)));
            figures.add(Figure.ratio(
                    "CPU time per answer, baseline / ours, " + wire,
                    baseline,
                    ours,
                    Round::cpuMicros,
                    "closed loop over 32 connections; less touched by neighbours than throughput"));
        });
        for (String name : List.of("ours " + wire, "baseline " + wire)) {
            draft.of(name, (server, figures) -> figures.addAll(absolute(name, server)));
        }
        draft.of(
                "ours " + wire,
                (ours, figures) -> figures.add(tail("ours " + wire, ours).aims(Target.atMost(3))));
        draft.of("baseline " + wire, (baseline, figures) -> figures.add(tail("baseline " + wire, baseline)));
    }

    private static Figure tail(String name, Standing.Measured server) {
        return Figure.of(
                "p99 / p50, " + name,
                "x",
                server,
                round -> round.p99Micros() / round.p50Micros(),
                "open loop at half of the round's throughput, from the intended moment");
    }

    /** Throughput, CPU and latency of one server. */
    static List<Figure> absolute(String name, Standing.Measured server) {
        String half = "open loop at half of the round's throughput, from the intended moment";
        return List.of(
                Figure.of("throughput, " + name, "/s", server, Round::throughput, "closed loop over 32 connections"),
                Figure.of("CPU time per answer, " + name, "us", server, Round::cpuMicros, "closed loop"),
                Figure.of("p50, " + name, "us", server, Round::p50Micros, half),
                Figure.of("p99, " + name, "us", server, Round::p99Micros, half));
    }
}
