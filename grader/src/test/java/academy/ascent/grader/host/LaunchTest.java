package academy.ascent.grader.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
            assertThat(others.enterUnlessAwaited()).isEmpty();
            assertThat(done).isEmpty();
            launch.close();
            assertThat(done).containsExactly("settled");
            others.enter(() -> done.add("waited")).close();
        }
        assertThat(done).containsExactly("settled");
    }

    @Test
    void it_does_not_go_before_one_that_waits_to_measure() throws IOException {
        try (FileChannel queue = FileChannel.open(
                        base.resolve("waiting.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                FileLock waiter = queue.lock(0, Long.MAX_VALUE, true);
                Launch launch = Launch.begin(new MeasuringWindow(base), () -> done.add("settled"))) {
            assertThat(waiter.isShared()).isTrue();
            assertThat(done).containsExactly("settled");
            new MeasuringWindow(base).enter(() -> done.add("waited")).close();
        }
        assertThat(done).containsExactly("settled");
    }

    @Test
    void one_that_waited_enters_when_the_other_leaves() throws InterruptedException {
        MeasuringWindow.Held other = new MeasuringWindow(base).enter(() -> done.add("waited"));
        CountDownLatch waits = new CountDownLatch(1);
        Thread second = Thread.ofVirtual()
                .start(() -> new MeasuringWindow(base).enter(waits::countDown).close());
        waits.await();
        other.close();
        assertThat(second.join(Duration.ofSeconds(10))).isTrue();
        assertThat(done).isEmpty();
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
