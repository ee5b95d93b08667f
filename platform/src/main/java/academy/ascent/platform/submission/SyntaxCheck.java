package academy.ascent.platform.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Finds files that no reader could read, before anything is deployed: malformed YAML and JSON, by file and line. */
final class SyntaxCheck {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private SyntaxCheck() {}

    /** One message a broken file; empty if all can be read. */
    static List<String> problems(Map<String, String> files) {
        var problems = new ArrayList<String>();
        files.forEach((path, text) -> problem(path, text).ifPresent(problems::add));
        return problems;
    }

    private static Optional<String> problem(String path, String text) {
        if (path.endsWith(".yaml") || path.endsWith(".yml")) {
            return yamlProblem(path, text);
        }
        return path.endsWith(".json") ? jsonProblem(path, text) : Optional.empty();
    }

    private static Optional<String> yamlProblem(String path, String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(20);
        options.setNestingDepthLimit(50);
        try {
            new Yaml(new SafeConstructor(options)).loadAll(text).forEach(_ -> {});
            return Optional.empty();
        } catch (MarkedYAMLException e) {
            var where = e.getProblemMark() == null
                    ? ""
                    : ", line " + (e.getProblemMark().getLine() + 1) + ", column "
                            + (e.getProblemMark().getColumn() + 1);
            return Optional.of(path + where + ": " + e.getProblem() + ". Mend the YAML there and hand in again.");
        } catch (YAMLException e) {
            return Optional.of(path + ": " + e.getMessage() + ". Mend the YAML and hand in again.");
        }
    }

    private static Optional<String> jsonProblem(String path, String text) {
        try {
            JSON.readTree(text);
            return Optional.empty();
        } catch (JsonProcessingException e) {
            var where = e.getLocation() == null
                    ? ""
                    : ", line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            return Optional.of(
                    path + where + ": " + e.getOriginalMessage() + ". Mend the JSON there and hand in again.");
        }
    }
}
