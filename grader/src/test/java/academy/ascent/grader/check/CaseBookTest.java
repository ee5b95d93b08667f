package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.load.Call;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.TableServer;
import academy.ascent.grader.load.TableServer.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Cases put to servers that have too much to do. */
class CaseBookTest {
    private static final Reply RIGHT = new Reply(Duration.ZERO, 200, "{}");
    private static final Reply BUSY = new Reply(Duration.ZERO, 503, "{}");
    private static final Reply BROKEN = new Reply(Duration.ZERO, 500, "{}");

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void who_was_busy_is_asked_again() throws IOException {
        List<Sample> samples = ask(i -> i == 1 || i == 3 ? BUSY : RIGHT);
        assertThat(samples).allMatch(Sample::answered);
        assertThat(samples).extracting(Sample::index).containsExactly(0, 1, 2, 3, 4);
        assertThat(asked).hasValue(7);
    }

    @Test
    void who_is_still_busy_when_asked_alone_is_not_asked_on() throws IOException {
        List<Sample> samples = ask(i -> i == 0 ? RIGHT : BUSY);
        assertThat(samples.stream().filter(Sample::answered)).hasSize(1);
        assertThat(asked).hasValue(6);
    }

    @Test
    void who_answered_nothing_is_not_asked_again() throws IOException {
        assertThat(ask(i -> BUSY)).noneMatch(Sample::answered);
        assertThat(asked).hasValue(5);
    }

    @Test
    void an_error_is_an_answer() throws IOException {
        List<Sample> samples = ask(i -> i == 2 ? BROKEN : RIGHT);
        assertThat(samples.stream().filter(Sample::answered)).hasSize(4);
        assertThat(asked).hasValue(5);
    }

    private List<Sample> ask(IntFunction<Reply> table) throws IOException {
        try (TableServer server = TableServer.tcp(i -> {
            asked.incrementAndGet();
            return table.apply(i);
        })) {
            List<Call> calls = Collections.nCopies(5, new Call("/v2/models/m/infer", "{}"));
            return CaseBook.ask(calls, () -> List.of(server.endpoint()));
        }
    }
}
