package academy.ascent.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.config.ServingConfig;
import academy.ascent.reference.config.ServingFile;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.route.Routing;
import academy.ascent.reference.runtime.ModelEvents;
import academy.ascent.reference.runtime.ModelStore;
import academy.ascent.reference.runtime.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentTest {
    private static final String IRIS = "  - {name: iris, path: iris.onnx}\n";
    private static final String OTHER = "  - {name: other, path: iris.onnx}\n";

    @TempDir
    private Path folder;

    private final List<String> calls = new ArrayList<>();
    private final List<Predictors> served = new ArrayList<>();
    private final Recorder first = new Recorder("first");
    private final Recorder second = new Recorder("second");
    private ModelStore models;
    private Deployment deployment;

    @BeforeEach
    void givenIris() throws Exception {
        Files.copy(TestModels.FOLDER.resolve("iris.onnx"), folder.resolve("iris.onnx"));
        models = new ModelStore(_ -> new ModelEvents() {}, _ -> {});
        ServingConfig config = declared(IRIS);
        Routing noRoutes = Routing.none(
                new LoggedRouteEvents(new EventLog(System.out, InstantSource.system())), InstantSource.system());
        deployment =
                new Deployment(folder, config.server(), models, noRoutes, List.of(first, second), List.of(served::add));
        deployment.apply(config, Duration.ZERO);
        calls.clear();
        served.clear();
    }

    @AfterEach
    void end() {
        deployment.close();
    }

    @Test
    void everyPartIsReadyBeforeOneTakesEffect() throws Exception {
        deployment.apply(declared(IRIS + OTHER), Duration.ZERO);

        assertThat(calls)
                .containsExactly(
                        "first prepares [iris, other]",
                        "second prepares [iris, other]",
                        "first commits",
                        "second commits",
                        "first surrounds",
                        "second surrounds");
        assertThat(served)
                .singleElement()
                .satisfies(all -> assertThat(all.names()).containsExactly("iris", "other"));
    }

    @Test
    void aRefusalOfOnePartLeavesEverythingAsItWas() throws Exception {
        Predictor before = models.find("iris", null);
        ServingConfig config = declared(OTHER);
        second.refuses = true;

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> deployment.apply(config, Duration.ZERO))
                .withMessageContaining("second refuses");
        assertThat(calls).containsExactly("first prepares [other]", "second prepares [other]", "first discards");
        assertThat(models.names()).containsExactly("iris");
        assertThat(models.find("iris", null)).isSameAs(before);
        assertThat(before.isReady()).isTrue();
        assertThat(served).isEmpty();
    }

    @Test
    void aModelThatDoesNotLoadLeavesEverythingAsItWas() throws Exception {
        Files.writeString(folder.resolve("bad.onnx"), "no model");
        ServingConfig config = declared(OTHER + "  - {name: bad, path: bad.onnx}\n");

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> deployment.apply(config, Duration.ZERO))
                .withMessageContaining("line 3: the model does not load");
        assertThat(models.names()).containsExactly("iris");
        assertThat(calls).isEmpty();
    }

    @Test
    void anotherAddressNeedsARestart() throws Exception {
        Files.writeString(folder.resolve("serving.yaml"), "server: {port: 1234}\nmodels:\n" + IRIS);
        ServingConfig config = ServingFile.read(folder);

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> deployment.apply(config, Duration.ZERO))
                .withMessageContaining("need a restart");
        assertThat(calls).isEmpty();
    }

    @Test
    void aModelThatIsDeclaredNoMoreAnswersWhoeverHadFoundIt() throws Exception {
        Predictor iris = models.find("iris", "1");
        ServingConfig config = declared(OTHER);
        Thread applying = Thread.ofPlatform().start(() -> {
            try {
                deployment.apply(config, Duration.ofMinutes(1));
            } catch (InterruptedException _) {
                // The test is done.
            }
        });
        try {
            await().until(() -> models.names().equals(List.of("other")));
            assertThat(iris.isReady()).isTrue();
        } finally {
            applying.interrupt();
            applying.join();
        }
    }

    @Test
    void aModelThatIsDeclaredNoMoreEndsAfterTheGrace() throws Exception {
        Predictor iris = models.find("iris", "1");
        deployment.apply(declared(OTHER), Duration.ZERO);

        assertThat(iris.isReady()).isFalse();
    }

    @Test
    void aModelDeclaredAsBeforeIsNotLoadedAgain() throws Exception {
        Predictor iris = models.find("iris", "1");
        deployment.apply(declared(IRIS + OTHER), Duration.ZERO);

        assertThat(models.find("iris", "1")).isSameAs(iris);
    }

    private ServingConfig declared(String list) throws IOException {
        Files.writeString(folder.resolve("serving.yaml"), "models:\n" + list);
        return ServingFile.read(folder);
    }

    private final class Recorder implements Feature {
        private final String name;
        private boolean refuses;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public Change prepare(ServingConfig config, Predictors next, Predicate<ModelConfig> isFresh) {
            calls.add(name + " prepares " + next.names());
            if (refuses) {
                throw InvalidConfig.in(folder, name + " refuses");
            }
            return new Change() {
                @Override
                public void commit() {
                    calls.add(name + " commits");
                }

                @Override
                public void discard() {
                    calls.add(name + " discards");
                }
            };
        }

        @Override
        public Predictors around(Predictors all) {
            calls.add(name + " surrounds");
            return all;
        }
    }
}
