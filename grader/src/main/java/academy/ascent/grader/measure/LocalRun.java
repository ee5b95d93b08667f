package academy.ascent.grader.measure;

import academy.ascent.grader.host.Precedence;
import academy.ascent.sandbox.Sandboxes;
import java.nio.file.Path;
import java.util.function.Consumer;

/** One grading on this machine; what it started and made is gone when the process ends, however it is asked to. */
final class LocalRun {
    private LocalRun() {}

    /**
     * Grades; the caller ends the process afterwards.
     *
     * @param runtimes the folder of the reference stack's jar
     */
    static GradingEvent.Concluded grade(GradingRequest request, Path runtimes, Consumer<GradingEvent> events) {
        Precedence precedence = Precedence.take();
        Sandboxes sandboxes = LocalPlace.open(request.base(), runtimes);
        Runnable tidyUp = () -> {
            sandboxes.close();
            precedence.close();
            Scratch.remove(request.scratch());
        };
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("tidy-up").unstarted(tidyUp));
        return new Grading(request, sandboxes, events).run();
    }
}
