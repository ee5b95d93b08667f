package academy.ascent.grader.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TimeSliceTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_kernel_takes_the_shorter_slice() throws InterruptedException {
        AtomicBoolean taken = new AtomicBoolean();
        // On a thread of its own, which takes the slice with it when it ends.
        Thread.ofPlatform().start(() -> taken.set(TimeSlice.shorten())).join();
        assertThat(taken).isTrue();
    }
}
