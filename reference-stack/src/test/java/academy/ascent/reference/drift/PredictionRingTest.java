package academy.ascent.reference.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PredictionRingTest {
    @Test
    void keepsPredictionsOfOneKeyAsFastAsOthers() {
        int capacity = 200_000;
        PredictionRing ring = new PredictionRing(capacity);

        // A walk along the key's whole chain each time would take minutes.
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 2 * capacity; i++) {
                ring.put(7, i);
            }
        });

        assertThat(ring.size()).isEqualTo(capacity);
        assertThat(ring.take(7)).hasValue(2 * capacity - 1);
    }
}
