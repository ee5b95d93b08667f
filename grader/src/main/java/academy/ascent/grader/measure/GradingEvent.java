package academy.ascent.grader.measure;

import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.grader.verdict.Verdict;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;

/** One line of what {@code grader measure} prints. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = GradingEvent.PhaseStarted.class, name = "phase-started"),
    @JsonSubTypes.Type(value = GradingEvent.CheckStarted.class, name = "check-started"),
    @JsonSubTypes.Type(value = GradingEvent.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = GradingEvent.CheckFinished.class, name = "check-finished"),
    @JsonSubTypes.Type(value = GradingEvent.Concluded.class, name = "concluded")
})
public sealed interface GradingEvent {

    /** The stations of a grading, in order. */
    enum Phase {
        @JsonProperty("preparing")
        PREPARING,
        @JsonProperty("deploying")
        DEPLOYING,
        @JsonProperty("measuring")
        MEASURING
    }

    record PhaseStarted(Phase phase) implements GradingEvent {}

    /**
     * @param id the check's id in the lab
     * @param check the kind of check
     */
    record CheckStarted(String id, String check) implements GradingEvent {}

    /**
     * How far the whole grading is.
     *
     * @param fraction from 0 to 1, never falling
     * @param line one short line for a person
     */
    record Progress(double fraction, String line) implements GradingEvent {}

    record CheckFinished(CheckResult result) implements GradingEvent {}

    /**
     * The last line.
     *
     * @param earned points earned for certain
     * @param points points of the lab
     * @param pass points that pass
     * @param seed what every random choice of this run was drawn from; secret while the lab's cases are
     * @param lab the lab at its content, {@code id@digest}
     * @param host what the host did, one a measured round
     */
    record Concluded(
            Verdict verdict,
            int earned,
            int points,
            int pass,
            long seed,
            String lab,
            List<HostWitness> host,
            Durations durations)
            implements GradingEvent {
        public Concluded {
            host = List.copyOf(host);
        }
    }

    /**
     * Where the time went.
     *
     * @param preparingMillis until the lab's own reference had answered
     * @param deployingMillis until every replica was ready
     * @param measuringMillis the checks after it, without waiting
     * @param waitingMillis for the measuring window of this host
     */
    record Durations(
            long preparingMillis, long deployingMillis, long measuringMillis, long waitingMillis, long totalMillis) {}

    /** The event as one line of JSON, without a line end. */
    default String toJson() {
        try {
            return Json.MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event can always be written", e);
        }
    }

    /**
     * Reads one line.
     *
     * @throws IllegalArgumentException if the line is not an event
     */
    static GradingEvent parse(String line) {
        try {
            return Json.MAPPER.readValue(line, GradingEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a grading event: " + e.getOriginalMessage(), e);
        }
    }
}
