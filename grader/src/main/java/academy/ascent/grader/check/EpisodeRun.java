package academy.ascent.grader.check;

import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Schedule;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Disrupts a submission under load, one thing at a time. An episode lasts from there until that is over, every replica is
 * ready again and a margin has passed, and at least as long as the lab's window.
 */
final class EpisodeRun {
    /** How long the replicas may take to be ready again. */
    static final Duration LONGEST = Duration.ofSeconds(60);

    static final Duration MARGIN = Duration.ofSeconds(1);
    private static final long LOOK_NANOS = 20_000_000;

    private final Stage stage;
    private final Load load;
    private final UptimeSettings settings;
    private final Duration patience;
    private final SplittableRandom random;

    /**
     * @param patience how long it waits for a replica that can be disrupted
     */
    EpisodeRun(Stage stage, Load load, UptimeSettings settings, Duration patience, SplittableRandom random) {
        this.stage = stage;
        this.load = load;
        this.settings = settings;
        this.patience = patience;
        this.random = random;
    }

    /** Disrupts after a moment and tells what came of it; nothing if no replica became ready before. */
    Optional<Episode> next(Disruption disruption) {
        load.await(load.now() + 500_000_000L + random.nextLong(500_000_000L));
        Optional<Replica> victim = victim();
        Optional<Episode> episode = victim.map(replica -> episode(disruption, replica));
        victim.ifPresent(this::replaceIfItCrashedOften);
        return episode;
    }

    private Episode episode(Disruption disruption, Replica victim) {
        return switch (disruption) {
            case Disruption.Kill kill -> kill(kill, victim, 1);
            case Disruption.CrashLoop loop -> kill(loop, victim, loop.times());
            case Disruption.Spike spike -> spike(spike, victim);
            case Disruption.Slow slow -> slow(slow, victim);
            case Disruption.MemoryPressure pressure -> press(pressure, victim);
        };
    }

    private Episode kill(Disruption disruption, Replica victim, int times) {
        long began = load.now();
        boolean back = true;
        for (int i = 1; i <= times && back; i++) {
            stage.sandbox().kill(victim.name());
            back = isReadyAgain(victim, i);
        }
        return outcome(disruption, victim.name(), began, back, Optional.empty());
    }

    private Episode spike(Disruption.Spike spike, Replica victim) {
        Schedule more = Schedule.constant(settings.rate() * (spike.times() - 1), spike.lasts());
        try (Load surge = Load.start(more, stage.cases().calls(), stage::endpoints, UptimeCheck.TIMEOUT)) {
            long began = surge.origin() - load.origin();
            load.await(began + spike.lasts().toNanos());
            return outcome(spike, "", began, isReadyAgain(victim, 0), Optional.of(surge));
        }
    }

    private Episode slow(Disruption.Slow slow, Replica victim) {
        long began = load.now();
        stage.sandbox().stall(victim.name(), slow.lasts());
        load.await(began + slow.lasts().toNanos());
        return outcome(slow, victim.name(), began, isReadyAgain(victim, 0), Optional.empty());
    }

    private Episode press(Disruption.MemoryPressure pressure, Replica victim) {
        long began = load.now();
        stage.sandbox().press(victim.name(), pressure.bytes(), pressure.lasts());
        return outcome(pressure, victim.name(), began, isReadyAgain(victim, 0), Optional.empty());
    }

    /**
     * A replica that crashed more than once waits ever longer before it is started again, which would be held against the
     * next episode: a fresh one takes its place.
     */
    private void replaceIfItCrashedOften(Replica victim) {
        boolean often = stage.sandbox().replicas().stream()
                .anyMatch(
                        replica -> replica.name().equals(victim.name()) && replica.restarts() > victim.restarts() + 1);
        if (often) {
            stage.sandbox().delete(victim.name());
            isReadyAgain(victim, 0);
        }
    }

    private Episode outcome(Disruption disruption, String replica, long began, boolean back, Optional<Load> surge) {
        Duration recovered = Duration.ofNanos(load.now() - began);
        long end = Math.max(began + settings.window().toNanos(), load.now() + MARGIN.toNanos());
        List<Sample> samples = new ArrayList<>(load.settled(began, end));
        surge.ifPresent(more -> more.settled(0, Long.MAX_VALUE).stream()
                .map(sample -> sample.later(began))
                .forEach(samples::add));
        samples.sort(Comparator.comparing(Sample::intendedNanos));
        return Episode.of(disruption, replica, began, end, recovered, back, samples, stage.cases());
    }

    /** Waits for a replica that can be disrupted: those of a service that breaks down under load come and go. */
    private Optional<Replica> victim() {
        long end = load.now() + patience.toNanos();
        Optional<Replica> victim = readyOne();
        while (victim.isEmpty() && load.now() < end) {
            load.await(load.now() + 100_000_000L);
            victim = readyOne();
        }
        return victim;
    }

    /** The one that was started again least often, so that back-off does not grow; drawn among equals. */
    private Optional<Replica> readyOne() {
        List<String> serving = stage.endpoints().stream().map(Endpoint::replica).toList();
        List<Replica> ready = stage.sandbox().replicas().stream()
                .filter(replica -> replica.ready() && serving.contains(replica.name()))
                .sorted(Comparator.comparing(Replica::restarts))
                .toList();
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        int least = ready.getFirst().restarts();
        List<Replica> equals =
                ready.stream().filter(replica -> replica.restarts() == least).toList();
        return Optional.of(equals.get(random.nextInt(equals.size())));
    }

    /**
     * Waits until every replica is ready and listed, the victim after so many more restarts; false if that takes too long.
     */
    private boolean isReadyAgain(Replica victim, int restarts) {
        long deadline = load.now() + LONGEST.toNanos();
        boolean back = false;
        while (!back && load.now() < deadline) {
            load.await(load.now() + LOOK_NANOS);
            back = isReady(victim.name(), victim.restarts() + restarts);
        }
        return back;
    }

    private boolean isReady(String victim, int leastRestarts) {
        long ready = stage.sandbox().replicas().stream()
                .filter(replica ->
                        replica.ready() && (!replica.name().equals(victim) || replica.restarts() >= leastRestarts))
                .count();
        return ready >= stage.desiredReplicas() && stage.endpoints().size() >= stage.desiredReplicas();
    }
}
