package academy.ascent.reference.drift;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.reference.config.DriftConfig;
import academy.ascent.reference.drift.retrain.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EpisodesTest {
    private static final List<String> DRIFTED = List.of("drifted");
    private static final List<String> CLEAN = List.of();

    private final SettableClock clock = new SettableClock();
    private final Episodes episodes = new Episodes(new DriftConfig.Episodes(2, 3, Duration.ofMinutes(5)));

    @Test
    void beginsOnceWhenEnoughWindowsInARowDrifted() {
        assertThat(begins(DRIFTED)).isFalse();
        assertThat(begins(CLEAN)).isFalse();
        assertThat(begins(DRIFTED)).isFalse();
        assertThat(begins(DRIFTED)).isTrue();
        assertThat(begins(DRIFTED)).isFalse();
        assertThat(episodes.begun()).isEqualTo(1);
    }

    @Test
    void endsOnlyAfterCleanWindowsInARow() {
        begin();
        begins(CLEAN);
        begins(CLEAN);
        begins(DRIFTED);
        begins(CLEAN);
        begins(CLEAN);
        assertThat(isOpen()).isTrue();
        begins(CLEAN);
        assertThat(isOpen()).isFalse();
    }

    @Test
    void anAlarmBeginsAtOnceAndKeepsAnOpenEpisodeOpen() {
        assertThat(episodes.alarm("accuracy", now())).isPresent();
        begins(CLEAN);
        begins(CLEAN);
        assertThat(episodes.alarm("accuracy", now())).isEmpty();
        begins(CLEAN);
        begins(CLEAN);
        assertThat(isOpen()).isTrue();
    }

    @Test
    void nothingBeginsWithinTheCoolDown() {
        begin();
        begins(CLEAN);
        begins(CLEAN);
        begins(CLEAN);
        assertThat(begins(DRIFTED)).isFalse();
        assertThat(begins(DRIFTED)).isFalse();
        assertThat(episodes.alarm("stream", now())).isEmpty();
        clock.pass(Duration.ofMinutes(5));
        assertThat(begins(DRIFTED)).isTrue();
        assertThat(episodes.begun()).isEqualTo(2);
        assertThat(episodes.latest())
                .extracting(episode -> episode.ended().isPresent())
                .containsExactly(false, true);
        assertThat(episodes.latest()).extracting("id").doesNotHaveDuplicates();
    }

    @Test
    void remembersTheLatestEpisodesAndHowTheirActionsWent() {
        for (int i = 0; i < 30; i++) {
            begin();
            begins(CLEAN);
            begins(CLEAN);
            begins(CLEAN);
            clock.pass(Duration.ofMinutes(5));
        }
        assertThat(episodes.begun()).isEqualTo(30);
        assertThat(episodes.latest()).hasSize(20);

        Delivery delivery = new Delivery(Delivery.State.DELIVERED, 1, now(), Optional.empty());
        episodes.delivery(episodes.latest().get(7).id(), delivery);
        assertThat(episodes.latest().get(7).retrain()).contains(delivery);
        assertThat(episodes.latest().get(6).retrain()).isEmpty();
    }

    private void begin() {
        begins(DRIFTED);
        assertThat(begins(DRIFTED)).isTrue();
    }

    private boolean begins(List<String> reasons) {
        clock.pass(Duration.ofSeconds(1));
        return episodes.window(reasons, now()).isPresent();
    }

    private boolean isOpen() {
        return episodes.latest().getFirst().ended().isEmpty();
    }

    private Instant now() {
        return clock.instant();
    }
}
