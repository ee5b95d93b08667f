package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.host.ServerProcess;
import academy.ascent.benchmarks.load.FirstAnswer;
import academy.ascent.benchmarks.load.Load;
import academy.ascent.benchmarks.load.Questions;
import academy.ascent.benchmarks.load.WrongAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures servers in turn, all of them running and one of them loaded, in rounds of short slices: what disturbs the
 * machine for a while disturbs each of them, and a ratio is taken within a round.
 */
final class Contest implements AutoCloseable {
    private final Plan plan;
    private final Workplace workplace;
    private final String model;
    private final List<Entry> running = new ArrayList<>();
    private final Map<String, Standing> standings = new LinkedHashMap<>();

    Contest(Plan plan, Workplace workplace, String model) {
        this.plan = plan;
        this.workplace = workplace;
        this.model = model;
    }

    /** A server in the contest. */
    private record Entry(ServerProcess process, Questions questions, List<Round> rounds) {
        String name() {
            return process.name();
        }

        Load load() throws IOException {
            return new Load(process.address(), questions);
        }
    }

    /** Measures; a server that breaks or answers wrongly is out, with the reason. */
    Map<String, Standing> run(List<Contestant> contestants) {
        for (Contestant contestant : contestants) {
            standings.put(contestant.name(), new Standing.NotMeasured(contestant.name(), "it was not started"));
            enter(contestant);
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            measure(round);
        }
        running.forEach(entry -> standings.put(
                entry.name(),
                new Standing.Measured(
                        entry.name(), entry.rounds(), entry.process().residentBytes())));
        return standings;
    }

    private void enter(Contestant contestant) {
        Progress.say("start and warm up: " + contestant.name());
        Entry entry = new Entry(
                contestant.start(workplace),
                Questions.read(workplace.golden(), model, contestant.wire(), contestant.path()),
                new ArrayList<>());
        running.add(entry);
        orOut(entry, () -> {
            FirstAnswer.await(entry.process(), entry.questions());
            try (Load load = entry.load()) {
                load.verify();
                load.closed(plan.warmUpLimit(), plan.warmUpAnswers());
            }
        });
    }

    /** A server's turn in the round that runs. */
    private record Seat(Entry entry, Turn turn) {}

    private void measure(int round) {
        List<Seat> seats = running.stream()
                .map(entry -> new Seat(entry, new Turn(entry.process(), entry.questions())))
                .toList();
        inSlices(seats, (turn, _) -> turn.closed(plan.closed().dividedBy(plan.slices())));
        inSlices(
                seats,
                (turn, slice) -> turn.open(plan.open().dividedBy(plan.slices()), (long) round * plan.slices() + slice));
        for (Seat seat : seats) {
            if (isRunning(seat)) {
                Round result = seat.turn().round();
                seat.entry().rounds().add(result);
                tell(round, seat.entry().name(), result);
            }
        }
    }

    /** A slice of a server's turn. */
    private interface Slice {
        void run(Turn turn, int number) throws IOException;
    }

    private void inSlices(List<Seat> seats, Slice slice) {
        for (int number = 0; number < plan.slices(); number++) {
            int now = number;
            for (Seat seat : seats) {
                if (isRunning(seat)) {
                    orOut(seat.entry(), () -> slice.run(seat.turn(), now));
                }
            }
        }
    }

    private boolean isRunning(Seat seat) {
        return running.contains(seat.entry());
    }

    private void tell(int round, String name, Round result) {
        Progress.say(
                "round %d/%d %-22s %,9.0f a second %6.1f us CPU   at half load p50 %6.0f us p99 %7.0f us   load %3.0f %% of its core, others %2.0f %% and %2.0f %%",
                round,
                plan.rounds(),
                name,
                result.throughput(),
                result.cpuMicros(),
                result.p50Micros(),
                result.p99Micros(),
                100 * result.loadShare(),
                100 * result.othersOnServerCore(),
                100 * result.othersOnLoadCore());
    }

    /** Something that a server may break in. */
    private interface Trial {
        void run() throws IOException;
    }

    private void orOut(Entry entry, Trial trial) {
        try {
            trial.run();
        } catch (WrongAnswer | CannotMeasure | IOException | UncheckedIOException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            Progress.say("out: " + entry.name() + " " + reason);
            standings.put(entry.name(), new Standing.NotMeasured(entry.name(), reason));
            running.remove(entry);
            entry.process().close();
        }
    }

    @Override
    public void close() {
        running.forEach(entry -> entry.process().close());
    }
}
