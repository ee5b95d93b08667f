package academy.ascent.platform.rendering;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Renders what changed since the last time, so that the platform starts without doing it. */
@Command(name = "render", description = "Renders lessons and guides that changed.", mixinStandardHelpOptions = true)
public final class RenderCommand implements Callable<Integer> {
    @Option(
            names = "--home",
            description = "The folder with curriculum and labs.",
            defaultValue = "${env:ASCENT_HOME:-.}")
    private @Nullable Path home;

    @Override
    public Integer call() {
        var folder = home == null ? Path.of(".") : home;
        RenderedTexts.all(folder.toAbsolutePath().normalize(), RenderCache.ofUser(), System.out::println);
        return 0;
    }
}
