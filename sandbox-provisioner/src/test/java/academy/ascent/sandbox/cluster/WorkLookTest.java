package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkLookTest {

    private static Event event(String object, String reason, String rest) {
        return Serialization.unmarshal(
                "involvedObject: {kind: ReplicaSet, name: " + object + "}\nreason: " + reason + "\n" + rest,
                Event.class);
    }

    @Test
    void events_of_a_kind_about_an_object_are_one_warning_with_the_latest_words() {
        assertThat(WorkLook.warnings(List.of(
                        event("web", "FailedCreate", """
                                count: 3
                                lastTimestamp: "2026-03-02T12:00:00Z"
                                message: older"""),
                        event("web", "FailedCreate", """
                                count: 2
                                lastTimestamp: "2026-03-02T12:05:00Z"
                                message: '(combined from similar events): newer'"""),
                        event("web", "FailedDelete", """
                                lastTimestamp: "2026-03-02T12:01:00Z"
                                message: other"""))))
                .containsExactly(
                        new ClusterWarning(Instant.parse("2026-03-02T12:05:00Z"), 5, "ReplicaSet web", "newer"),
                        new ClusterWarning(Instant.parse("2026-03-02T12:01:00Z"), 1, "ReplicaSet web", "other"));
    }

    @Test
    void events_of_the_newer_kind_have_a_series_or_a_time_of_their_own() {
        assertThat(WorkLook.warnings(List.of(
                        event("a", "FailedScheduling", """
                                series: {count: 7, lastObservedTime: "2026-03-02T12:03:00.000000Z"}
                                eventTime: "2026-03-02T12:00:00.000000Z"
                                message: no node"""),
                        event("b", "FailedScheduling", """
                                eventTime: "2026-03-02T12:02:00.000000Z"
                                message: no node"""),
                        event("c", "FailedScheduling", """
                                metadata: {creationTimestamp: "2026-03-02T12:01:00Z"}"""))))
                .containsExactly(
                        new ClusterWarning(Instant.parse("2026-03-02T12:03:00Z"), 7, "ReplicaSet a", "no node"),
                        new ClusterWarning(Instant.parse("2026-03-02T12:02:00Z"), 1, "ReplicaSet b", "no node"),
                        new ClusterWarning(Instant.parse("2026-03-02T12:01:00Z"), 1, "ReplicaSet c", ""));
    }

    @Test
    void a_sandbox_in_which_everything_fails_tells_the_ten_latest() {
        List<Event> many = IntStream.range(10, 40)
                .mapToObj(i -> event("w" + i, "FailedCreate", "lastTimestamp: \"2026-03-02T12:" + i + ":00Z\""))
                .toList();
        assertThat(WorkLook.warnings(many))
                .hasSize(10)
                .first()
                .extracting(ClusterWarning::object)
                .isEqualTo("ReplicaSet w39");
    }
}
