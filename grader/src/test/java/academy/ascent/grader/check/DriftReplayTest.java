package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.check.DriftReplay.Lost;
import academy.ascent.grader.check.DriftReplay.Outcome;
import academy.ascent.grader.check.DriftReplay.Played;
import academy.ascent.grader.check.DriftReplay.Unusable;
import academy.ascent.grader.lab.GivenSettings;
import academy.ascent.sandbox.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DriftReplayTest {
    private static final String ASKED = """
            {report: /drift/m, data: d.csv, columns: [a, b], rows: 400, block: 20, rate: 100000/s, quiet: 5,
             false-alarms: 20%, drifted: [{column: a, shift: 5}], streams: 5, onset: 200, delay: 100, power: 80%}
            """;
    private static final DriftSettings SETTINGS = DriftSettings.read(GivenSettings.with(ASKED));

    private final DriftStream.Source source = new DriftStream.Source(SETTINGS, pool(), new SplittableRandom(1));

    @Test
    void an_alarm_is_seen_at_the_request_that_raised_it_and_with_its_reasons() throws IOException {
        DriftStream drifted = givenDrifted();
        try (WatchedService service = new WatchedService(2, true, true)) {
            int onset = drifted.onset().orElseThrow();
            assertThat(play(drifted, List.of(service.endpoint())))
                    .isEqualTo(new Played(OptionalInt.of(onset + 20), List.of("1 of 2 columns drifted: a"), 1, 0));
            assertThat(play(givenQuiet(), List.of(service.endpoint())))
                    .isEqualTo(new Played(OptionalInt.empty(), List.of(), 0, 0));
        }
    }

    @Test
    void alarms_are_counted_to_the_end_and_those_that_nobody_was_told_of() throws IOException {
        DriftStream drifted = givenDrifted();
        try (WatchedService service = new WatchedService(2, false, false)) {
            int after = (400 - drifted.onset().orElseThrow()) / 20;
            assertThat(play(drifted, List.of(service.endpoint()))).isInstanceOfSatisfying(Played.class, played -> {
                assertThat(played.alarms()).isEqualTo(after);
                assertThat(played.untold()).isEqualTo(after);
            });
        }
    }

    @Test
    void each_replica_is_asked_and_any_of_them_may_alarm() throws IOException {
        DriftStream drifted = givenDrifted();
        try (WatchedService deaf = new WatchedService(100, true, true);
                WatchedService service = new WatchedService(2, true, true)) {
            assertThat(play(drifted, List.of(deaf.endpoint(), service.endpoint())))
                    .isInstanceOfSatisfying(
                            Played.class, played -> assertThat(played.alarms()).isEqualTo(1));
            assertThat(deaf.resets()).isEqualTo(1);
        }
    }

    @Test
    void a_request_whose_fate_is_unknown_ends_the_stream_and_is_not_sent_again() throws IOException {
        try (WatchedService service = new WatchedService(2, true, true).cutting(3)) {
            assertThat(play(givenQuiet(), List.of(service.endpoint())))
                    .isEqualTo(new Lost("A request with rows was cut off at replica m-0"));
        }
        assertThat(play(givenQuiet(), List.of())).isEqualTo(new Lost("no replica was ready"));
    }

    @Test
    void a_service_without_that_monitor_is_told_what_it_answered() throws IOException {
        try (WatchedService service = new WatchedService(2, true, true)) {
            DriftSettings other = DriftSettings.read(GivenSettings.with(ASKED.replace("/drift/m", "/alarms")));
            Outcome outcome = DriftReplay.play(
                    other, "m", List.of(service.endpoint()), givenQuiet(), System.nanoTime() + 10_000_000_000L);
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Unusable.class,
                            unusable ->
                                    assertThat(unusable.why()).startsWith("POST /alarms/reset was answered with 404"));
        }
    }

    private DriftStream givenDrifted() {
        return source.drifted(
                SETTINGS.drifted().orElseThrow(),
                SETTINGS.drifted().orElseThrow().kinds().getFirst());
    }

    private DriftStream givenQuiet() {
        return source.quiet(SETTINGS.quiet().orElseThrow());
    }

    private static Outcome play(DriftStream stream, List<Endpoint> endpoints) {
        return DriftReplay.play(SETTINGS, "m", endpoints, stream, System.nanoTime() + 30_000_000_000L);
    }

    /** Rows of standard normal numbers. */
    static List<float[]> pool() {
        Random random = new Random(7);
        List<float[]> pool = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            pool.add(new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()});
        }
        return pool;
    }
}
