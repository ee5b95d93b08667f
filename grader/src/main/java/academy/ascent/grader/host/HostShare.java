package academy.ascent.grader.host;

import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.Weight;
import java.nio.file.Path;
import java.util.List;

/**
 * What a grading holds of its host: some cores, precedence over other work, and at times the measuring window. Only who
 * holds the window has the highest precedence, so that gradings that start up do not disturb the one that measures.
 */
public record HostShare(Cores cores, Precedence precedence, MeasuringWindow window, Launch launch) {

    /** The measuring window and nothing else of the host. */
    public static HostShare windowOnly(Path base) {
        return new HostShare(Cores.SHARED, Precedence.NONE, new MeasuringWindow(base), Launch.OVER);
    }

    /**
     * Waits for the window, then lifts this process and the sandboxes above everything else until the result is closed.
     *
     * @param waiting called once if another grading measures now
     */
    public MeasuringWindow.Held measure(List<Sandbox> sandboxes, Runnable waiting) {
        launch.close();
        MeasuringWindow.Held held = window.enter(waiting);
        try {
            return lift(sandboxes, held);
        } catch (RuntimeException e) {
            try (held) {
                throw e;
            }
        }
    }

    private MeasuringWindow.Held lift(List<Sandbox> sandboxes, MeasuringWindow.Held held) {
        MeasuringWindow.Held highest = precedence.highest();
        try {
            sandboxes.forEach(sandbox -> sandbox.weigh(Weight.HIGHEST));
        } catch (SandboxException e) {
            try (highest) {
                throw e;
            }
        }
        return () -> {
            try (held;
                    highest) {
                sandboxes.forEach(sandbox -> sandbox.weigh(Weight.RAISED));
            }
        };
    }
}
