package academy.ascent.platform.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileRulesTest {
    private static final Path WORKSPACE = Path.of("/workspace");

    @Property
    void whatIsAcceptedStaysInTheWorkspace(@ForAll("paths") String path) {
        if (FileRules.pathProblem(path).isEmpty()) {
            assertThat(WORKSPACE.resolve(path).normalize().toString()).isEqualTo("/workspace/" + path);
        }
    }

    @Property
    void aProblemNeverRepeatsControlCharacters(@ForAll String path) {
        assertThat(FileRules.pathProblem(path).orElse("")).doesNotContainPattern("\\p{Cntrl}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../serving.yaml",
                "k8s/../../x",
                "k8s/..",
                ".",
                "k8s//x",
                "k8s/",
                "k8s\\x.yaml",
                "C:/x",
                "a\u0000b",
                "a\nb",
                "naïve.yaml",
                "a b.yaml",
                "1/2/3/4/5/6/7/8/9"
            })
    void refuses(String path) {
        assertThat(FileRules.pathProblem(path)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serving.yaml", "k8s/a-b_c.1.yaml", ".hidden", "a/b/c/d/e/f/g/h"})
    void accepts(String path) {
        assertThat(FileRules.pathProblem(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"k8s", "k8s/a.yaml/b.yaml"})
    void aPathIsNotAFileAndAFolder(String path) {
        assertThat(FileRules.additionProblem(Set.of("k8s/a.yaml"), path)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\uD800"})
    void whatIsNoTextIsRefused(String text) {
        assertThat(FileRules.textProblem("serving.yaml", text)).isPresent();
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.strings().withChars("ab./\\-_ \0\n:~").ofMinLength(0).ofMaxLength(24);
    }
}
