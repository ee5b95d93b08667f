package academy.ascent.reference.runtime;

import academy.ascent.reference.config.ExecutionConfig;
import academy.ascent.reference.config.KeepLoaded;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.config.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models beside the tests, and configurations of them. */
public final class TestModels {
    public static final Path FOLDER = Path.of("src/test/models").toAbsolutePath();
    public static final List<String> IRIS_COLUMNS =
            List.of("sepal length", "sepal width", "petal length", "petal width");
    private static final Source SOURCE = new Source(Path.of("serving.yaml"), 2, Map.of("path", 3, "columns", 4));

    private TestModels() {}

    public static ModelConfig config(String file, List<String> columns, List<String> outputs, KeepLoaded keepLoaded) {
        String name = file.replace(".onnx", "");
        return new ModelConfig(
                name,
                "1",
                FOLDER.resolve(file),
                columns,
                outputs,
                1,
                keepLoaded,
                ModelConfig.LoadTime.START,
                ExecutionConfig.DEFAULT,
                Optional.empty(),
                SOURCE);
    }

    public static ModelConfig iris() {
        return config("iris.onnx", IRIS_COLUMNS, List.of(), new KeepLoaded.Always());
    }
}
