package academy.ascent.platform.submission;

import academy.ascent.grader.measure.Awaited;
import academy.ascent.grader.measure.GraderJvm;
import academy.ascent.platform.config.AscentConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts measuring processes; after each grading it starts one ahead, so that the next does not wait for a JVM. */
@Singleton
class Graders {
    private final AscentConfig place;
    private final GradingConfig config;
    private @Nullable GraderProcess ahead;
    private boolean closed;

    Graders(AscentConfig place, GradingConfig config) {
        this.place = place;
        this.config = config;
    }

    /** A process that does what the arguments say. */
    GraderProcess start(List<String> arguments) {
        var ready = take();
        return ready != null && ready.tell(Awaited.line(arguments)) ? ready : launch(arguments);
    }

    /** Starts one ahead, unless one waits already. */
    synchronized void prepare() {
        if (!closed && ahead == null) {
            ahead = launch(List.of(Awaited.WORD));
        }
    }

    @PreDestroy
    synchronized void close() {
        closed = true;
        var ready = take();
        if (ready != null) {
            ready.close();
        }
    }

    private synchronized @Nullable GraderProcess take() {
        var ready = ahead;
        ahead = null;
        return ready;
    }

    private GraderProcess launch(List<String> arguments) {
        var jar = place.home().resolve("grader/target/grader.jar").toString();
        var command = new ArrayList<>(GraderJvm.command(jar, "-Xmx" + config.heap()));
        command.addAll(arguments);
        return GraderProcess.start(command, place.state());
    }
}
