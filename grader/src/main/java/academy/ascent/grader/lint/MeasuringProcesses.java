package academy.ascent.grader.lint;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Grades each variant in a process of its own; several may be graded at once. */
final class MeasuringProcesses implements VariantGrader, AutoCloseable {
    private final Path base;
    private final Path runtimes;
    private final boolean cheap;
    private final Set<MeasuringProcess> open = new HashSet<>();
    private int begun;
    private boolean closed;

    /**
     * @param base the folder of this host's sandboxes
     * @param runtimes the folder of the reference stack's jar
     * @param cheap whether only the checks are graded that measure nothing
     */
    MeasuringProcesses(Path base, Path runtimes, boolean cheap) {
        this.base = base;
        this.runtimes = runtimes;
        this.cheap = cheap;
    }

    @Override
    public Grade grade(Variant variant, BiConsumer<Double, String> progress) {
        MeasuringProcess process = next();
        try {
            return process.grade(variant, progress);
        } finally {
            forget(process);
        }
    }

    private synchronized MeasuringProcess next() {
        if (closed) {
            throw new StoppedException();
        }
        String name = "lint-" + ProcessHandle.current().pid() + "-" + ++begun;
        MeasuringProcess process = new MeasuringProcess(name, base, runtimes, cheap);
        open.add(process);
        return process;
    }

    private synchronized void forget(MeasuringProcess process) {
        open.remove(process);
    }

    /** Ends what is being graded, with everything it has started; nothing can be graded afterwards. */
    @Override
    public void close() {
        openOnesForTheLastTime().forEach(MeasuringProcess::close);
    }

    private synchronized List<MeasuringProcess> openOnesForTheLastTime() {
        closed = true;
        return List.copyOf(open);
    }
}
