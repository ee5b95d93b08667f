package academy.ascent.grader.check;

import academy.ascent.grader.load.Call;
import academy.ascent.grader.load.Dialogue;
import academy.ascent.grader.load.Sample;
import academy.ascent.sandbox.Endpoint;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Replays one stream in step with the monitor: after each request its report is read until every row of it was counted,
 * so that neither a slow host nor a slow service moves the row at which an alarm comes. Rows are dealt to the replicas in
 * turn, and an alarm of any of them is an alarm.
 */
final class DriftReplay implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(4);
    private static final int RESET = 0;
    private static final int REPORT = 1;
    private static final int FIRST = 2;

    private final DriftSettings settings;
    private final DriftStream stream;
    private final List<Watched> replicas;

    /** How a replay ended. */
    sealed interface Outcome {}

    /**
     * @param alarmedAt how many rows had been sent when the first alarm was seen
     * @param reasons what that alarm gave as its reasons
     * @param alarms how many there were until the stream's end
     * @param untold how many of these started no retrain action
     */
    record Played(OptionalInt alarmedAt, List<String> reasons, long alarms, long untold) implements Outcome {}

    /** It is not known whether a request's rows were counted. */
    record Lost(String why) implements Outcome {}

    /** The service has no such monitor, or refuses rows. */
    record Unusable(String why) implements Outcome {}

    private DriftReplay(DriftSettings settings, DriftStream stream, List<Watched> replicas) {
        this.settings = settings;
        this.stream = stream;
        this.replicas = replicas;
    }

    /**
     * Plays a stream from its first row, on monitors that begin anew.
     *
     * @param end when it is given up, as {@link System#nanoTime} tells it
     */
    static Outcome play(DriftSettings settings, String model, List<Endpoint> endpoints, DriftStream stream, long end) {
        if (endpoints.isEmpty()) {
            return new Lost("no replica was ready");
        }
        List<Call> calls = Stream.concat(
                        Stream.of(new Call(settings.report() + "/reset", "{}"), new Call(settings.report(), "")),
                        stream.requests().stream().map(body -> new Call("/v2/models/" + model + "/infer", body)))
                .toList();
        List<Watched> replicas = endpoints.stream()
                .map(endpoint -> new Watched(new Dialogue(endpoint, calls, TIMEOUT)))
                .toList();
        try (DriftReplay replay = new DriftReplay(settings, stream, replicas)) {
            return replay.play(end);
        } catch (EndedException e) {
            return e.outcome;
        }
    }

    private Outcome play(long end) {
        for (Watched replica : replicas) {
            replica.answer(RESET, "POST " + settings.report() + "/reset");
            replica.look(settings);
        }
        long gap = (long) (1e9 * settings.block() / settings.rate());
        int sent = 0;
        OptionalInt alarmedAt = OptionalInt.empty();
        List<String> reasons = List.of();
        for (int i = 0; i < stream.requests().size(); i++) {
            long start = System.nanoTime();
            if (start > end) {
                return new Lost("the streams took too long");
            }
            Watched replica = replicas.get(i % replicas.size());
            replica.answer(FIRST + i, "A request with rows");
            int rows = Math.min(settings.block(), settings.rows() - sent);
            sent += rows;
            replica.settle(settings, rows);
            if (alarmedAt.isEmpty() && replica.alarms() > 0) {
                alarmedAt = OptionalInt.of(sent);
                reasons = replica.reasons();
            }
            LockSupport.parkNanos(gap - (System.nanoTime() - start));
        }
        return new Played(
                alarmedAt,
                reasons,
                replicas.stream().mapToLong(Watched::alarms).sum(),
                replicas.stream().mapToLong(Watched::untold).sum());
    }

    @Override
    public void close() {
        replicas.forEach(replica -> replica.dialogue.close());
    }

    /** One replica, and the last that its monitor said. */
    private static final class Watched {
        private final Dialogue dialogue;
        private JsonNode report = MAPPER.createObjectNode();
        private long sent;

        Watched(Dialogue dialogue) {
            this.dialogue = dialogue;
        }

        String answer(int call, String what) {
            Sample sample = dialogue.ask(call);
            if (sample.answered()) {
                return sample.body();
            }
            if (sample.outcome() == Sample.Outcome.STATUS) {
                throw new EndedException(new Unusable(
                        what + " was answered with " + sample.status() + ": " + Words.clip(sample.body(), 200)));
            }
            throw new EndedException(
                    new Lost(what + " was " + sample.outcome().words() + " at replica " + sample.replica()));
        }

        void look(DriftSettings settings) {
            String body = answer(REPORT, "GET " + settings.report());
            try {
                report = MAPPER.readTree(body);
            } catch (JsonProcessingException e) {
                throw new EndedException(
                        new Unusable("GET " + settings.report() + " answers something else than JSON"));
            }
            for (String number : List.of("/rows/seen", "/rows/sampled", "/rows/counted", "/episodes_begun")) {
                if (!report.at(number).isIntegralNumber()) {
                    throw new EndedException(
                            new Unusable("the report at " + settings.report() + " has no whole number at " + number));
                }
            }
        }

        void settle(DriftSettings settings, int rows) {
            sent += rows;
            long end = System.nanoTime() + TIMEOUT.toNanos();
            look(settings);
            while (rows("seen") < sent || rows("counted") < rows("sampled")) {
                if (System.nanoTime() > end) {
                    throw new EndedException(new Lost("the monitor at " + settings.report() + " had seen "
                            + rows("seen") + " of " + sent + " rows and counted " + rows("counted") + " of "
                            + rows("sampled") + " that it sampled " + Words.seconds(TIMEOUT) + " after the last"));
                }
                LockSupport.parkNanos(LOOK.toNanos());
                look(settings);
            }
        }

        private long rows(String fate) {
            return report.path("rows").path(fate).asLong();
        }

        long alarms() {
            return report.path("episodes_begun").asLong();
        }

        /** Of the newest alarm. */
        List<String> reasons() {
            List<String> reasons = new ArrayList<>();
            report.path("episodes").path(0).path("reasons").forEach(reason -> reasons.add(reason.asText()));
            return reasons;
        }

        long untold() {
            long told = 0;
            for (JsonNode episode : report.path("episodes")) {
                told += episode.path("retrain").isObject() ? 1 : 0;
            }
            // A report keeps the latest episodes only; one that shows none shows no retrain action either.
            long shown = Math.max(1, report.path("episodes").size());
            return Math.max(0, Math.min(alarms(), shown) - told);
        }
    }

    /** Ends a replay before its last row. */
    private static final class EndedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Outcome outcome;

        EndedException(Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }
}
