package academy.ascent.platform.lint;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks lessons, prints what has to be mended as {@code file:line}, and writes {@code target/reports/lint.json}. */
@Command(
        name = "lint",
        description = "Checks lessons, their pictures, links and code. Exits 1 if there is something to mend.",
        mixinStandardHelpOptions = true)
public final class LintCommand implements Callable<Integer> {
    @Option(
            names = "--home",
            description = "The folder with curriculum and labs.",
            defaultValue = "${env:ASCENT_HOME:-.}")
    private @Nullable Path home;

    @Override
    public Integer call() {
        var folder = home == null ? Path.of(".") : home;
        var report = new ContentLint(folder, System.out::println).run();
        System.out.print(report.text());
        report.write(folder.resolve("target/reports/lint.json"));
        return report.clean() ? 0 : 1;
    }
}
