package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.submission.Sizes;
import java.time.Duration;
import java.util.List;

/** What is done to a running submission without its help; each goes on for a time and is then undone. */
sealed interface Disruption {
    int MOST = 4;

    /** The longest time until every replica must be ready again. */
    default Duration longest() {
        return EpisodeRun.LONGEST;
    }

    /** How many requests it adds, as seconds of the usual rate. */
    default double moreSeconds() {
        return 0;
    }

    /** At most five letters, for the picture. */
    String label();

    /** What happens, such as {@code a replica is killed}. */
    String event();

    /** What happened, such as {@code one replica was killed}. */
    String past();

    /** What to look at when too many requests fail. */
    String advice();

    /** A replica's container is killed. */
    record Kill() implements Disruption {
        @Override
        public String label() {
            return "kill";
        }

        @Override
        public String event() {
            return "a replica is killed";
        }

        @Override
        public String past() {
            return "one replica was killed";
        }

        @Override
        public String advice() {
            return "While one replica is down another one has to answer, and a new one may only be sent requests when it is"
                    + " ready: look at replicas and readinessProbe in the Deployment.";
        }
    }

    /**
     * A replica's container is killed again as soon as it is ready again, so that it waits ever longer to be started.
     *
     * @param times two or three: the node waits no time, 10 s and 20 s before it starts it again
     */
    record CrashLoop(int times) implements Disruption {
        @Override
        public Duration longest() {
            return EpisodeRun.LONGEST.multipliedBy(times);
        }

        @Override
        public String label() {
            return "crash";
        }

        @Override
        public String event() {
            return "a replica is killed " + times + " times in a row";
        }

        @Override
        public String past() {
            return "one replica was killed " + times + " times in a row";
        }

        @Override
        public String advice() {
            return "A replica that crashes again and again is started later each time, so the other ones have to carry all"
                    + " of the load for long: look at replicas and at the limits of each.";
        }
    }

    /**
     * More requests come, for a time.
     *
     * @param times as many as usual
     */
    record Spike(double times, Duration lasts) implements Disruption {
        private static final double MOST_TIMES = 20;

        static Spike read(Settings spike, Duration window) {
            spike.allowing("times", "for");
            double times = spike.number("times");
            if (times <= 1 || times > MOST_TIMES) {
                throw spike.problem("times", "must be more than 1 and at most " + Words.plain(MOST_TIMES));
            }
            return new Spike(times, span(spike, "for", window));
        }

        @Override
        public Duration longest() {
            return lasts.plus(EpisodeRun.LONGEST);
        }

        @Override
        public double moreSeconds() {
            return (times - 1) * lasts.toMillis() / 1e3;
        }

        @Override
        public String label() {
            return "spike";
        }

        @Override
        public String event() {
            return Words.plain(times) + " times as many requests come for " + Words.seconds(lasts);
        }

        @Override
        public String past() {
            return Words.plain(times) + " times as many requests came for " + Words.seconds(lasts);
        }

        @Override
        public String advice() {
            return "Under a spike the replicas have to keep up, or to catch up soon: look at limits and replicas, at how"
                    + " many requests may wait, and at probes that end a busy replica.";
        }
    }

    /** A replica's processes stand still for a time: it takes connections and answers nothing, then it catches up. */
    record Slow(Duration lasts) implements Disruption {
        @Override
        public Duration longest() {
            return lasts.plus(EpisodeRun.LONGEST);
        }

        @Override
        public String label() {
            return "slow";
        }

        @Override
        public String event() {
            return "a replica stands still for " + Words.seconds(lasts);
        }

        @Override
        public String past() {
            return "one replica stood still for " + Words.seconds(lasts);
        }

        @Override
        public String advice() {
            return "A replica that hangs must leave its Service soon, while another one answers: look at replicas, and at"
                    + " the period, the timeout and the failureThreshold of the readinessProbe.";
        }
    }

    /**
     * Something takes memory of a replica's limit for a time: who has no room for it is killed by the kernel.
     *
     * @param bytes how much
     */
    record MemoryPressure(long bytes, Duration lasts) implements Disruption {
        private static final long LEAST_BYTES = 1L << 20;
        private static final long MOST_BYTES = 1L << 30;

        static MemoryPressure read(Settings pressure, Duration window) {
            pressure.allowing("of", "for");
            long bytes = pressure.bytes("of");
            if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
                throw pressure.problem("of", "must be from 1Mi to 1Gi");
            }
            return new MemoryPressure(bytes, span(pressure, "for", window));
        }

        @Override
        public Duration longest() {
            return lasts.plus(EpisodeRun.LONGEST);
        }

        @Override
        public String label() {
            return "press";
        }

        @Override
        public String event() {
            return Sizes.words(bytes) + " of a replica's memory are taken for " + Words.seconds(lasts);
        }

        @Override
        public String past() {
            return Sizes.words(bytes) + " of one replica's memory were taken for " + Words.seconds(lasts);
        }

        @Override
        public String advice() {
            return "A replica whose memory limit leaves it no room is killed, out of memory, as soon as it needs a little"
                    + " more: look at limits.memory, and at replicas for when it happens all the same.";
        }
    }

    /** The disruptions that a lab names below {@code faults}. */
    static List<Disruption> read(Settings with, Duration window) {
        List<Disruption> read = with.mappings("faults").stream()
                .map(fault -> readOne(fault, window))
                .toList();
        if (read.isEmpty() || read.size() > MOST) {
            throw with.problem("faults", "must hold one to four faults, such as [{kill: one-replica}]");
        }
        return read;
    }

    private static Disruption readOne(Settings fault, Duration window) {
        fault.allowing("kill", "crash-loop", "spike", "slow-replica", "memory-pressure");
        if (fault.keys().size() != 1) {
            throw fault.problem("kill", "stands beside another fault, or none is there; write one fault an item");
        }
        return switch (fault.keys().getFirst()) {
            case "crash-loop" -> new CrashLoop(fault.integer("crash-loop", 2, 3));
            case "spike" -> Spike.read(fault.mapping("spike"), window);
            case "slow-replica" -> new Slow(span(fault, "slow-replica", window));
            case "memory-pressure" -> MemoryPressure.read(fault.mapping("memory-pressure"), window);
            default -> kill(fault);
        };
    }

    private static Kill kill(Settings fault) {
        if (!fault.text("kill").equals("one-replica")) {
            throw fault.problem("kill", "must be one-replica");
        }
        return new Kill();
    }

    /** A time that leaves some of the window to recover in. */
    private static Duration span(Settings settings, String key, Duration window) {
        Duration span = settings.duration(key);
        if (span.compareTo(Duration.ofSeconds(1)) < 0 || span.compareTo(window) >= 0) {
            throw settings.problem(key, "must be at least 1s and less than the window of " + Words.seconds(window));
        }
        return span;
    }
}
