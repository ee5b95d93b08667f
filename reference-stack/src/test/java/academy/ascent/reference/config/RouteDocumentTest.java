package academy.ascent.reference.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/reference-stack/routes.md");

    @TempDir
    private Path folder;

    @Test
    void everyExampleIsRightAndEveryKindHasOne() throws IOException {
        for (String file : List.of("credit-1.onnx", "credit-2.onnx", "forest.onnx", "calibration.csv")) {
            Files.writeString(folder.resolve(file), "x");
        }
        List<String> examples = Pattern.compile("(?s)```yaml\n(.*?)```")
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        String models = examples.getFirst();
        List<Class<?>> kinds = new ArrayList<>();
        for (String example : examples.subList(1, examples.size())) {
            Files.writeString(folder.resolve("serving.yaml"), models + example);
            ServingFile.read(folder)
                    .routes()
                    .forEach(route -> kinds.add(route.kind().getClass()));
        }
        assertThat(kinds).contains(RouteConfig.Kind.class.getPermittedSubclasses());
    }
}
