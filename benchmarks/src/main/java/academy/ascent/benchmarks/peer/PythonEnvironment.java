package academy.ascent.benchmarks.peer;

import academy.ascent.benchmarks.host.CannotMeasure;
import java.nio.file.Path;
import java.util.List;

/** Virtual environments in the user's cache folder, one for each content of a lock file. */
public final class PythonEnvironment {
    private PythonEnvironment() {}

    /**
     * The Python of an environment that holds what the lock file names.
     *
     * @throws CannotMeasure if it cannot be made; the message says why
     */
    public static Path python(String name, Path lockFile) {
        return python(PeerCache.folder(
                name,
                List.of(lockFile),
                folder -> List.of(
                        List.of("python3", "-m", "venv", folder.toString()),
                        List.of(
                                python(folder).toString(),
                                "-m",
                                "pip",
                                "install",
                                "--no-input",
                                "-r",
                                lockFile.toString()))));
    }

    private static Path python(Path folder) {
        return folder.resolve("bin/python");
    }
}
