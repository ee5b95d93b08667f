package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.host.CpuUse;
import academy.ascent.benchmarks.host.ServerProcess;
import academy.ascent.benchmarks.load.FirstAnswer;
import academy.ascent.benchmarks.load.Load;
import academy.ascent.benchmarks.load.Questions;
import academy.ascent.benchmarks.load.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How soon a server answers after its start, and how much memory it then needs. */
record StartAndMemory(Plan plan, Workplace workplace, JavaServers servers) {
    static final String PART = "start";
    private static final int ENOUGH = 3;
    /** {@code ./ascent serve} and sandboxes start it so. */
    private static final String AS_SHIPPED = "ours with AOT cache";
    /** Of the clock's time; the kernel counts in ticks of 10 ms. */
    private static final double DISTURBED = 0.1;

    Findings measure() {
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(servers.referenceStack("ours", "plain", "mlp", Wire.JSON));
        contestants.add(servers.baseline("baseline", "mlp", Wire.JSON));
        for (Contestant contestant : List.copyOf(contestants)) {
            Progress.say("train the AOT cache: " + contestant.name());
            Path cache = workplace.folder("caches").resolve(contestant.name() + ".aot");
            AotCache.make(contestant, workplace, cache);
            contestants.add(
                    contestant.withJvmOption("-XX:AOTCache=" + cache).named(contestant.name() + " with AOT cache"));
        }
        Map<String, List<Start>> starts = new LinkedHashMap<>();
        for (int start = 0; start < plan.starts(); start++) {
            for (Contestant contestant : contestants) {
                Start taken = start(contestant);
                Progress.say(
                        "start %d/%d %-24s %5.0f ms, of these %5.0f ms CPU",
                        start + 1, plan.starts(), contestant.name(), taken.millis(), taken.cpuMillis());
                starts.computeIfAbsent(contestant.name(), _ -> new ArrayList<>())
                        .add(taken);
            }
        }
        List<Figure> figures = new ArrayList<>();
        starts.forEach((name, all) -> {
            List<Start> quiet = all.stream().filter(Start::isQuiet).toList();
            boolean disturbed = quiet.size() < Math.min(ENOUGH, all.size());
            List<Start> taken = disturbed ? all : quiet;
            Figure figure = Figure.of(
                    "process start to first answer, " + name,
                    "ms",
                    disturbed,
                    taken.stream().mapToDouble(Start::millis),
                    "to the last byte of the first 200 of an inference, asked every 2 ms");
            figures.add(name.equals(AS_SHIPPED) ? figure.aims(Target.atMost(600)) : figure);
            figures.add(Figure.of(
                    "CPU time to first answer, " + name,
                    "ms",
                    disturbed,
                    taken.stream().mapToDouble(Start::cpuMillis),
                    "of the server, in ticks of 10 ms; less touched by neighbours"));
        });
        contestants.forEach(contestant -> figures.add(resident(contestant)));
        return new Findings(PART, List.of(), figures);
    }

    /** What one start took, by the clock and of the processor, and the share of either core that others took. */
    private record Start(double millis, double cpuMillis, double others) {
        boolean isQuiet() {
            return others <= DISTURBED;
        }
    }

    private Start start(Contestant contestant) {
        Questions questions = questions(contestant);
        long start = System.nanoTime();
        try (ServerProcess process = contestant.start(workplace)) {
            CpuUse.Count count = CpuUse.of(process);
            double millis = (FirstAnswer.await(process, questions) - start) / 1e6;
            CpuUse use = count.stop();
            long others = Math.max(
                    use.othersOnServerCore().toMillis(), use.othersOnLoadCore().toMillis());
            return new Start(millis, process.cpu().toMillis(), others / millis);
        }
    }

    private Questions questions(Contestant contestant) {
        return Questions.read(workplace.golden(), "mlp", contestant.wire(), contestant.path());
    }

    private Figure resident(Contestant contestant) {
        Questions questions = questions(contestant);
        try (ServerProcess process = contestant.start(workplace)) {
            FirstAnswer.await(process, questions);
            try (Load load = new Load(process.address(), questions)) {
                load.closed(Duration.ofMinutes(5), plan.memoryAnswers());
            }
            Figure figure = Figure.resident(
                    contestant.name(), process.residentBytes(), "after " + plan.memoryAnswers() + " answers");
            return contestant.name().startsWith("ours") ? figure.aims(Target.atMost(180)) : figure;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
