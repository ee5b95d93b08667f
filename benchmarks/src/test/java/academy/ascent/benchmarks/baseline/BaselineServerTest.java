package academy.ascent.benchmarks.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.benchmarks.load.Load;
import academy.ascent.benchmarks.load.LoadResult;
import academy.ascent.benchmarks.load.Questions;
import academy.ascent.benchmarks.load.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineServerTest {
    private static final Path MODELS = Path.of("models");

    @ParameterizedTest
    @CsvSource({"mlp,JSON", "mlp,BINARY", "forest,JSON", "forest,BINARY"})
    void answersAsScikitLearnDoes(String model, Wire wire) throws Exception {
        Questions questions = Questions.read(MODELS.resolve("golden.json"), model, wire, "/v2/models/mlp/infer");
        try (BaselineServer server = BaselineServer.start(0, MODELS.resolve(model + ".onnx"));
                Load load =
                        new Load(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), questions)) {
            load.verify();
            LoadResult result = load.closed(Duration.ofSeconds(30), 2000);

            assertThat(result.answers()).isGreaterThanOrEqualTo(2000);
        }
    }
}
