package academy.ascent.reference.config;

import java.nio.file.Path;
import java.util.List;

/**
 * A model to be served.
 *
 * @param file the ONNX file, inside the served folder
 * @param columns the order in which tensors of one column each make up the model's one input; empty where undeclared
 * @param outputs the outputs that are answered; empty for all
 * @param threads how many threads one inference may use
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
        Source source) {}
