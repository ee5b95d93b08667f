package academy.ascent.platform.lint;

import academy.ascent.platform.lint.Source.Code;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Whether a block of code is what it says it is, by the language's own parser. */
final class CodeChecks {
    private static final Set<String> PLAIN = Set.of("text", "console", "http");
    private static final Pattern PYTHON_LINE = Pattern.compile("line (\\d+)");
    private static final Pattern SHELL_LINE = Pattern.compile("line (\\d+):");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private CodeChecks() {}

    static CodeVerdict check(Code code) {
        if (PLAIN.contains(code.language())) {
            return new CodeVerdict.Sound();
        }
        return switch (code.language()) {
            case "yaml" -> code.roles().contains("kubernetes") ? KubernetesCheck.check(code) : yaml(code);
            case "json" -> json(code);
            case "python" -> python(code);
            case "shell", "bash" -> shell(code);
            case "java" -> JavaCheck.check(code);
            case "" ->
                new CodeVerdict.Broken(1, "the block names no language; write [source,yaml] or the like above it");
            default ->
                new CodeVerdict.Broken(
                        1,
                        "nothing here parses '" + code.language()
                                + "'; use yaml, json, python, shell, java, or text for what is no code");
        };
    }

    static CodeVerdict yaml(Code code) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            new Yaml(new SafeConstructor(options)).loadAll(code.text()).forEach(_ -> {});
            return new CodeVerdict.Sound();
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            return new CodeVerdict.Broken(mark == null ? 1 : mark.getLine() + 1, "YAML: " + e.getProblem());
        } catch (YAMLException e) {
            return new CodeVerdict.Broken(1, "YAML: " + e.getMessage());
        }
    }

    private static CodeVerdict json(Code code) {
        try {
            JSON.readTree(code.text());
            return new CodeVerdict.Sound();
        } catch (JsonProcessingException e) {
            var location = e.getLocation();
            return new CodeVerdict.Broken(
                    location == null ? 1 : location.getLineNr(), "JSON: " + e.getOriginalMessage());
        }
    }

    private static CodeVerdict python(Code code) {
        var parsed = Tool.run(code.text(), "python3", "-I", "-c", "import ast, sys; ast.parse(sys.stdin.read())");
        if (!(parsed instanceof CodeVerdict.Sound) || !code.roles().contains("runnable")) {
            return at(PYTHON_LINE, "Python", parsed);
        }
        var ran = Tool.run(code.text(), "python3", "-I", "-");
        return ran instanceof CodeVerdict.Broken(var _, var message) && message.contains("ModuleNotFoundError")
                ? new CodeVerdict.Skipped("a Python package that the block imports")
                : at(PYTHON_LINE, "Python", ran);
    }

    private static CodeVerdict shell(Code code) {
        return at(SHELL_LINE, "shell", Tool.run(code.text(), "bash", "-n"));
    }

    /** Finds the line in what the tool said. */
    private static CodeVerdict at(Pattern line, String language, CodeVerdict verdict) {
        if (!(verdict instanceof CodeVerdict.Broken(var _, var message))) {
            return verdict;
        }
        var found = line.matcher(message);
        var number = 1;
        while (found.find()) {
            number = Integer.parseInt(found.group(1));
        }
        var last = message.strip().lines().reduce("", (_, next) -> next);
        return new CodeVerdict.Broken(number, language + ": " + last.strip());
    }
}
