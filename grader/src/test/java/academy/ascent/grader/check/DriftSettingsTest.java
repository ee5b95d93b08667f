package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.grader.lab.GivenSettings;
import academy.ascent.grader.lab.LabException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftSettingsTest {
    private static final String ASKED = """
            report: /drift/m
            data: d.csv
            columns: [a, b]
            rows: 2000
            rate: 1000/s
            quiet: 30
            harmless: {shift: 0.1, of: [b]}
            false-alarms: 20%
            drifted: [{column: a, shift: 2, pulse: 300}, {column: b, fill: 9, share: 30%}]
            streams: 30
            onset: 800
            delay: 500
            power: 80%
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            report: /drift/m | report: drift | must be an address
            quiet: 30 | quiet: 3 | whole number from 5 to 500
            of: [b] | of: [c] | names 'c'
            false-alarms: 20% | false-alarms: 0% | must be more than 0%
            column: a, shift: 2 | column: c, shift: 2 | names 'c'
            shift: 2, pulse: 300 | shift: 2, scale: 2 | needs one of
            fill: 9, share: 30% | fill: 9 | needs one of
            onset: 800 | onset: 1900 | ends after the stream
            power: 80% | repeats: 20% | streams that are not replayed
            rows: 2000 | rows: 2000, window: 5 | window
            """)
    void a_setting_that_cannot_be_used_is_refused(String setting, String instead, String told) {
        String yaml = ASKED.replace(setting, instead.replace(", window", "\nwindow"));
        assertThat(yaml).isNotEqualTo(ASKED);
        assertThatExceptionOfType(LabException.class)
                .isThrownBy(() -> new DriftCheck().validate(GivenSettings.with(yaml)))
                .withMessageContaining(told);
    }

    @Test
    void lint_learns_how_each_share_is_decided() {
        assertThat(new DriftCheck().plans(GivenSettings.with(ASKED)))
                .extracting(DecisionPlan::target, DecisionPlan::share, DecisionPlan::looks)
                .containsExactly(tuple("false-alarms", 0.2, List.of(30, 60)), tuple("power", 0.2, List.of(30, 60)));
    }

    @Test
    void streams_drift_from_their_onset_on_and_only_as_declared() throws JsonProcessingException {
        DriftSettings settings = DriftSettings.read(GivenSettings.with(ASKED));
        DriftStream.Source source = new DriftStream.Source(settings, DriftReplayTest.pool(), new SplittableRandom(3));
        DriftSettings.Drifted drifted = settings.drifted().orElseThrow();
        for (int i = 0; i < 20; i++) {
            DriftStream shifted = source.drifted(drifted, drifted.kinds().getFirst());
            int onset = shifted.onset().orElseThrow();
            assertThat(onset).isBetween(400, 800);
            assertThat(mean(shifted, "a", 0, onset)).isCloseTo(0, within(0.25));
            assertThat(mean(shifted, "a", onset, onset + 300)).isCloseTo(2, within(0.3));
            assertThat(mean(shifted, "a", onset + 300, onset + 600)).isCloseTo(0, within(0.3));
            assertThat(mean(shifted, "b", onset, 2000)).isCloseTo(0, within(0.25));
        }
        DriftStream filled = source.drifted(drifted, drifted.kinds().getLast());
        assertThat(mean(filled, "b", filled.onset().orElseThrow(), 2000)).isCloseTo(2.7, within(0.5));
    }

    private static double mean(DriftStream stream, String column, int from, int to) throws JsonProcessingException {
        List<Double> values = new ArrayList<>();
        for (String request : stream.requests()) {
            for (JsonNode tensor : new JsonMapper().readTree(request).path("inputs")) {
                if (tensor.path("name").asText().equals(column)) {
                    tensor.path("data").forEach(value -> values.add(value.asDouble()));
                }
            }
        }
        return values.subList(from, to).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }
}
