package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.host.ServerProcess;
import academy.ascent.benchmarks.load.FirstAnswer;
import academy.ascent.benchmarks.load.Load;
import academy.ascent.benchmarks.load.Questions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * What a JVM need not load, parse and link again at each start, written at the end of a training run (JEP 483 and 514).
 *
 * <p>It holds for the same JDK and the same jars, told by their size and time of change, in whatever folder they lie;
 * with others the JVM starts without it.
 */
final class AotCache {
    private static final Duration WRITING = Duration.ofMinutes(3);

    private AotCache() {}

    /**
     * Trains a Java server with the golden questions.
     *
     * @param cache is written whole or not at all
     * @throws CannotMeasure if the server does not write it
     */
    static void make(Contestant contestant, Workplace workplace, Path cache) {
        Path written = workplace.folder("aot").resolve(cache.getFileName());
        Contestant trained = contestant.withJvmOption("-XX:AOTCacheOutput=" + written);
        Questions questions = Questions.read(workplace.golden(), "mlp", trained.wire(), trained.path());
        ServerProcess process = trained.start(workplace);
        try (process) {
            FirstAnswer.await(process, questions);
            try (Load load = new Load(process.address(), questions)) {
                load.verify();
            }
            process.end(WRITING);
            if (!Files.exists(written)) {
                throw new CannotMeasure(contestant.name() + " wrote no AOT cache:\n" + process.lastLines());
            }
            Files.move(written, cache, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
