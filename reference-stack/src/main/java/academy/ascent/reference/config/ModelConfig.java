package academy.ascent.reference.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One version of a model to be served.
 *
 * @param file the ONNX file, inside the served folder
 * @param columns the order in which tensors of one column each make up the model's one input; empty where neither
 *     {@code serving.yaml} declares one nor MLflow's signature, which counts only where it fits the model
 * @param outputs the outputs that are answered; empty for all
 * @param threads how many threads one inference may use
 * @param load when it is loaded
 * @param source where each part of it was declared
 */
public record ModelConfig(
        String name,
        String version,
        Path file,
        List<String> columns,
        List<String> outputs,
        int threads,
        KeepLoaded keepLoaded,
        LoadTime load,
        ExecutionConfig execution,
        Optional<CacheConfig> cache,
        Source source) {
    /** When a model is loaded. */
    public enum LoadTime {
        /** Before the server is ready. */
        START,
        /** When the model repository is asked to. */
        ON_DEMAND
    }

    /** Whether both declare the same, wherever in the file. */
    public boolean declaresSame(ModelConfig other) {
        return at(source).equals(other.at(source));
    }

    /** Of what tells models apart: a hash of all parts would take a hundredth of the server's start. */
    @Override
    public int hashCode() {
        return Objects.hash(name, version);
    }

    private ModelConfig at(Source place) {
        return new ModelConfig(
                name, version, file, columns, outputs, threads, keepLoaded, load, execution, cache, place);
    }
}
