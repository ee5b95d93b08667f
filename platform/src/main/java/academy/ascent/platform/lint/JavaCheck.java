package academy.ascent.platform.lint;

import academy.ascent.platform.lint.Source.Code;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Whether a block parses as Java; what it names need not exist. */
final class JavaCheck {
    private JavaCheck() {}

    static CodeVerdict check(Code code) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            return new CodeVerdict.Skipped("a JDK");
        }
        var problems = new DiagnosticCollector<JavaFileObject>();
        var task = (JavacTask) compiler.getTask(null, null, problems, List.of(), null, List.of(new Block(code.text())));
        try {
            task.parse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .findFirst()
                .<CodeVerdict>map(problem -> new CodeVerdict.Broken(
                        (int) problem.getLineNumber(), "Java: " + problem.getMessage(Locale.ENGLISH)))
                .orElseGet(CodeVerdict.Sound::new);
    }

    private static final class Block extends SimpleJavaFileObject {
        private final String text;

        Block(String text) {
            super(URI.create("string:///Block.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
