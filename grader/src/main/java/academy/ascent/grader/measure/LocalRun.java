package academy.ascent.grader.measure;

import academy.ascent.grader.host.Cores;
import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.host.Launch;
import academy.ascent.grader.host.MeasuringWindow;
import academy.ascent.grader.host.Precedence;
import academy.ascent.grader.host.TimeSlice;
import academy.ascent.sandbox.local.LocalSandboxes;
import academy.ascent.sandbox.local.LocalSettings;
import academy.ascent.sandbox.local.RuntimeImage;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** One grading on this machine; what it started and made is gone when the process ends, however it is asked to. */
public final class LocalRun {
    private LocalRun() {}

    /**
     * Grades; the caller ends the process afterwards.
     *
     * @param runtimes the folder of the reference stack's jar
     */
    static GradingEvent.Concluded grade(GradingRequest request, Path runtimes, Consumer<GradingEvent> events) {
        return grade(request, LocalPlace.images(runtimes), true, events);
    }

    /**
     * Grades; the caller ends the process afterwards.
     *
     * @param images what may run in the sandboxes, by name
     * @param protect whether to take precedence over other work where that is allowed; without it a grading goes as on
     *     a machine that does not allow it
     */
    public static GradingEvent.Concluded grade(
            GradingRequest request, Map<String, RuntimeImage> images, boolean protect, Consumer<GradingEvent> events) {
        // First: every thread and every sandbox that is started from here on inherits it.
        TimeSlice.shorten();
        Cores cores = Cores.begin();
        Precedence precedence = protect ? Precedence.take() : Precedence.NONE;
        LocalSandboxes sandboxes = new LocalSandboxes(new LocalSettings(request.base(), images, cores.all(), protect));
        Runnable tidyUp = () -> {
            sandboxes.close();
            precedence.close();
            Scratch.remove(request.scratch());
        };
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("tidy-up").unstarted(tidyUp));
        MeasuringWindow window = new MeasuringWindow(request.base());
        Launch launch = Launch.begin(window, () -> {
            cores.settle();
            sandboxes.keepTo(cores.sandboxes());
        });
        HostShare host = new HostShare(cores, precedence, window, launch);
        return new Grading(request, sandboxes, host, events).run();
    }
}
