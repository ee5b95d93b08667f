package academy.ascent.grader.lab;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one YAML document into nodes that know their line; nothing is ever constructed from a tag. */
final class YamlFile {
    private static final int MOST_CHARACTERS = 256 * 1024;

    private YamlFile() {}

    static Settings read(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            return parse(name, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new LabException("There is no " + name + " in " + file.getParent() + "; a lab needs one", e);
        } catch (CharacterCodingException e) {
            throw new LabException(name + ": is not UTF-8 text; save it as UTF-8", e);
        } catch (IOException e) {
            throw new LabException(name + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    static Settings parse(String name, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setNestingDepthLimit(20);
        options.setMaxAliasesForCollections(0);
        options.setAllowRecursiveKeys(false);
        try {
            Node node = new Yaml(options).compose(new StringReader(text));
            if (node == null) {
                throw new LabException(name + " line 1: the document is empty; describe the lab in it");
            }
            return Settings.of(name, "", node);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new LabException(name + " line " + line + ": is not valid YAML (" + e.getProblem() + "); mend it", e);
        } catch (YAMLException e) {
            throw new LabException(name + ": is not usable YAML (" + e.getMessage() + "); mend it", e);
        }
    }
}
