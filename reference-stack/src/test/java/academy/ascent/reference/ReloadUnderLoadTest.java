package academy.ascent.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.config.ServingConfig;
import academy.ascent.reference.config.ServingFile;
import academy.ascent.reference.http.HttpServer;
import academy.ascent.reference.http.Limits;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.route.Routing;
import academy.ascent.reference.runtime.ModelEvents;
import academy.ascent.reference.runtime.ModelStore;
import academy.ascent.reference.runtime.TestModels;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class ReloadUnderLoadTest {
    private static final int RELOADS = 20;
    private static final Duration GRACE = Duration.ofMillis(300);
    private static final String REQUEST =
            "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[4.8,3.1,1.6,0.2]}]}";

    @TempDir
    private Path folder;

    @Test
    void noRequestFailsWhileModelsAndRoutesComeAndGo() throws Exception {
        Files.copy(TestModels.FOLDER.resolve("iris.onnx"), folder.resolve("iris.onnx"));
        ServingConfig config = declared(0);
        EventLog log = new EventLog(new PrintStream(OutputStream.nullOutputStream()), InstantSource.system());
        HttpServer server = HttpServer.listen(
                "127.0.0.1", 0, Limits.forProcessors(2, 1 << 20, 64, Duration.ofMillis(500)), new Metrics(), log);
        Deployment deployment = new Deployment(
                folder,
                config.server(),
                new ModelStore(_ -> new ModelEvents() {}, _ -> {}),
                Routing.none(new LoggedRouteEvents(log), InstantSource.system()),
                List.of(),
                List.of(server::serve));
        deployment.apply(config, Duration.ZERO);
        List<Load> loads = List.of(
                new Load(server.port(), "/v2/models/live/infer", REQUEST, 2),
                new Load(server.port(), "/v2/models/trial/infer", REQUEST, 2),
                new Load(server.port(), "/v2/models/iris/infer", REQUEST, 2));
        for (int reload = 1; reload <= RELOADS; reload++) {
            int[] before = loads.stream().mapToInt(Load::answered).toArray();
            deployment.apply(declared(reload), GRACE);
            for (int i = 0; i < before.length; i++) {
                Load load = loads.get(i);
                int answered = before[i];
                await().atMost(Duration.ofSeconds(30)).until(() -> load.answered() > answered);
            }
        }
        server.drain();
        for (Load load : loads) {
            load.join();
            assertThat(load.failures()).isEmpty();
        }
        deployment.close();
    }

    /** Each time with another version in the place of the one before, and routes that lead to it. */
    private ServingConfig declared(int reload) throws IOException {
        Files.writeString(folder.resolve("serving.yaml"), """
                models:
                  - {name: iris, version: "%1$d", path: iris.onnx}
                  - {name: other, path: iris.onnx}
                routes:
                  - {name: live, kind: single, target: {model: iris, version: "%1$d"}}
                  - name: trial
                    kind: canary
                    stable: {route: live, weight: 2}
                    candidate: {model: other, weight: 1}
                """.formatted(reload));
        return ServingFile.read(folder);
    }
}
