package academy.ascent.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTest {
    @TempDir
    private Path folder;

    private Questions givenOneQuestion() throws IOException {
        Path golden = folder.resolve("golden.json");
        Files.writeString(golden, "{\"rows\":[[1.5,0.00002]],\"mlp\":[[0.25,0.75]]}");
        return Questions.read(golden, "mlp", Wire.JSON, "/v2/models/mlp/infer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0.25,0.75]", "[[0.25,0.75]]", "[0.250001,7.5e-1]"})
    void takesTheModelsAnswerHoweverItIsWritten(String data) throws IOException {
        try (FakeServer server = FakeServer.answering(data);
                Load load = new Load(server.address(), givenOneQuestion())) {
            load.verify();

            assertThat(server.asked).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0.25,0.76]", "[0.25]", "[0.25,0.75,0]", "[]", "\"none\"", "[NaN,0.75]"})
    void refusesAnotherAnswer(String data) throws IOException {
        try (FakeServer server = FakeServer.answering(data);
                Load load = new Load(server.address(), givenOneQuestion())) {
            assertThatThrownBy(load::verify).isInstanceOf(WrongAnswer.class);
        }
    }

    @Test
    void refusesAWrongAnswerInTheMiddleOfALoad() throws IOException {
        try (FakeServer server = FakeServer.answering("[0.75,0.25]");
                Load load = new Load(server.address(), givenOneQuestion())) {
            assertThatThrownBy(() -> load.closed(Duration.ofSeconds(10)))
                    .isInstanceOf(WrongAnswer.class)
                    .hasMessageContaining("[0.75, 0.25]")
                    .hasMessageContaining("[0.25, 0.75]");
        }
    }

    @Test
    void saysWithWhichStatusAServerRefuses() throws IOException {
        try (FakeServer server = new FakeServer(503, "{\"error\":\"too many\"}", 0, 0);
                Load load = new Load(server.address(), givenOneQuestion())) {
            assertThatThrownBy(load::verify)
                    .isInstanceOf(WrongAnswer.class)
                    .hasMessageContaining("503")
                    .hasMessageContaining("too many");
        }
    }

    @Test
    void countsEveryAnswerOfAClosedLoop() throws IOException {
        try (FakeServer server = FakeServer.answering("[0.25,0.75]");
                Load load = new Load(server.address(), givenOneQuestion())) {
            LoadResult result = load.closed(Duration.ofSeconds(30), 500);

            assertThat(result.answers()).isBetween(500L, 500L + Load.CONNECTIONS);
            assertThat(server.asked.get()).isBetween(500, 500 + 2 * Load.CONNECTIONS);
            assertThat(result.latency().getTotalCount()).isEqualTo(result.answers());
        }
    }

    @Test
    void asksAsOftenAsTheOpenLoopSays() throws IOException {
        try (FakeServer server = FakeServer.answering("[0.25,0.75]");
                Load load = new Load(server.address(), givenOneQuestion())) {
            LoadResult result = load.open(400, Duration.ofSeconds(1), 7);

            // Poisson: five standard deviations of 20 either way.
            assertThat(result.answers()).isBetween(300L, 500L).isEqualTo(server.asked.get());
        }
    }

    @Test
    void countsAStallForEveryQuestionThatWasMeantToBeAskedMeanwhile() throws IOException {
        try (FakeServer server = new FakeServer(200, FakeServer.json("[0.25,0.75]"), 100, 500);
                Load load = new Load(server.address(), givenOneQuestion())) {
            // The fake has one thread: it stalls for a quarter of the time, so a quarter of the questions waits.
            LoadResult result = load.open(400, Duration.ofSeconds(2), 7);

            assertThat(result.micros(90)).isGreaterThan(200_000);
        }
    }
}
