package academy.ascent.grader.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
    @TempDir
    Path base;

    private final List<String> done = new ArrayList<>();

    @Test
    void nobody_measures_until_what_was_started_has_settled() {
        MeasuringWindow others = new MeasuringWindow(base);
        try (Launch launch = Launch.begin(new MeasuringWindow(base), () -> done.add("settled"))) {
            assertThat(others.tryEnter()).isEmpty();
            assertThat(done).isEmpty();
            launch.close();
            assertThat(done).containsExactly("settled");
            others.enter(() -> done.add("waited")).close();
        }
        assertThat(done).containsExactly("settled");
    }

    @Test
    void beside_one_that_measures_it_settles_before_it_starts() {
        try (MeasuringWindow.Held other = new MeasuringWindow(base).enter(() -> done.add("waited"));
                Launch launch = Launch.begin(new MeasuringWindow(base), () -> done.add("settled"))) {
            assertThat(done).containsExactly("settled");
            launch.close();
            assertThat(done).containsExactly("settled");
        }
    }
}
