package academy.ascent.reference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.config.CacheConfig;
import academy.ascent.reference.config.ExecutionConfig;
import academy.ascent.reference.config.ExecutionConfig.Batching;
import academy.ascent.reference.config.KeepLoaded;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.protocol.InferResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadedModelTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final KeepLoaded IN_A_QUEUE = new KeepLoaded.WhileUsed(LONG);

    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger batches = new AtomicInteger();
    private ModelConfig config = TestModels.config("iris.onnx", List.of(), List.of(), IN_A_QUEUE);
    private LoadedModel loaded;

    @AfterEach
    void end() {
        loaded.retire();
    }

    @Test
    void anErrorFailsItsRequestAndNoneAfterIt() {
        AtomicBoolean fails = new AtomicBoolean(true);
        load(rows -> fails.getAndSet(false));

        assertThat(infer())
                .failsWithin(LONG)
                .withThrowableThat()
                .withCauseInstanceOf(OutOfMemoryError.class)
                .withMessageContaining("Cannot reserve direct buffer memory");
        assertThat(infer()).succeedsWithin(LONG);
    }

    @Test
    void anErrorOfABatchFailsNoneOfItsRequests() {
        Batching inTwos = new Batching(2, LONG, Batching.Mode.ALWAYS);
        config = with(new ExecutionConfig(1, 10, LONG, Optional.of(inTwos)), Optional.empty());
        AtomicInteger together = new AtomicInteger();
        load(rows -> rows == 2 && together.getAndIncrement() == 0);

        CompletableFuture<InferResponse> one = infer();
        CompletableFuture<InferResponse> other = infer();

        assertThat(one).succeedsWithin(LONG);
        assertThat(other).succeedsWithin(LONG);
        assertThat(together).hasValue(1);
        assertThat(batches).hasValue(0);
    }

    @Test
    void aRequestThatBreaksHoldsNoModel() {
        config = TestModels.config("iris.onnx", List.of(), List.of(), new KeepLoaded.Always());
        config = with(ExecutionConfig.DEFAULT, Optional.of(new CacheConfig(1024, LONG)));
        ModelEvents breaking = new ModelEvents() {
            @Override
            public void cached(boolean hit) {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        Model model = Model.load(config, breaking);
        loaded = new LoadedModel(config, model, breaking);
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> loaded.infer(model.example()));

        loaded.retire();

        // Time to end, since a session must not be asked while it is being closed.
        await().atMost(LONG)
                .pollDelay(Duration.ofMillis(300))
                .untilAsserted(() -> assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(() -> model.infer(model.example()))
                        .withMessageContaining("closed"));
    }

    /** A row may be of any length, so one can cost what a thousand others do. */
    @ParameterizedTest
    @ValueSource(strings = {"squeeze.onnx", "labels.onnx"})
    void rowsOfAnyLengthWaitForAThreadOfTheirOwn(String file) {
        config = TestModels.config(file, List.of(), List.of(), new KeepLoaded.Always());
        load(_ -> false);

        assertThat(infer()).succeedsWithin(LONG);

        assertThat(queued).hasValue(1);
    }

    @Test
    void shortRowsOfOneLengthRunAtOnce() {
        config = TestModels.config("iris.onnx", List.of(), List.of(), new KeepLoaded.Always());
        load(_ -> false);

        assertThat(infer()).isDone();

        assertThat(queued).hasValue(0);
    }

    private interface Fault {
        boolean strikes(int rows);
    }

    /** Loads the model; its runs end with an error where the fault strikes. */
    private void load(Fault fault) {
        ModelEvents events = new ModelEvents() {
            @Override
            public void inferred(long nanos, int rows) {
                if (fault.strikes(rows)) {
                    throw new OutOfMemoryError("Cannot reserve direct buffer memory");
                }
            }

            @Override
            public void queued() {
                queued.incrementAndGet();
            }

            @Override
            public void batched(int requests) {
                batches.incrementAndGet();
            }
        };
        loaded = new LoadedModel(config, Model.load(config, events), events);
    }

    private CompletableFuture<InferResponse> infer() {
        return loaded.infer(loaded.model().example()).orElseThrow();
    }

    private ModelConfig with(ExecutionConfig execution, Optional<CacheConfig> cache) {
        return new ModelConfig(
                config.name(),
                config.version(),
                config.file(),
                config.columns(),
                config.outputs(),
                config.threads(),
                config.keepLoaded(),
                config.load(),
                execution,
                cache,
                config.source());
    }
}
