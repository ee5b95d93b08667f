package academy.ascent.reference.runtime;

import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.UnknownModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One version of a model, loaded or not; what is behind it may change while requests come in. */
final class ModelVersion implements Predictor {
    private final String name;
    private final String version;
    private final Supplier<List<String>> versions;
    private volatile @Nullable LoadedModel loaded;

    ModelVersion(String name, String version, Supplier<List<String>> versions) {
        this.name = name;
        this.version = version;
        this.versions = versions;
    }

    @Override
    public String version() {
        return version;
    }

    Optional<LoadedModel> loaded() {
        return Optional.ofNullable(loaded);
    }

    /** Puts another in the place of what was there, or nothing. */
    void replace(@Nullable LoadedModel next) {
        LoadedModel before = loaded;
        loaded = next;
        if (before != null) {
            before.retire();
        }
    }

    @Override
    public ModelMetadata metadata() {
        ModelMetadata own = loaded().orElseThrow(this::unloaded).model().metadata();
        return new ModelMetadata(name, versions.get(), own.platform(), own.inputs(), own.outputs());
    }

    @Override
    public boolean isReady() {
        return loaded != null;
    }

    @Override
    public CompletableFuture<InferResponse> infer(InferRequest request) {
        while (true) {
            LoadedModel current = loaded;
            if (current == null) {
                return CompletableFuture.failedFuture(unloaded());
            }
            Optional<CompletableFuture<InferResponse>> answer = current.infer(request);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    private UnknownModel unloaded() {
        return new UnknownModel("model \"" + name + "\" version " + version
                + " is not loaded; load it with POST /v2/repository/models/" + name + "/load");
    }
}
