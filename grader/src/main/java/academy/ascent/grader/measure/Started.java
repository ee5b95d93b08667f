package academy.ascent.grader.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a grading has started; it ends side by side. */
final class Started implements AutoCloseable {
    private final List<Runnable> ends = new ArrayList<>();

    void endsBy(Runnable end) {
        ends.add(end);
    }

    /** Waits for all of it; throws what the first one threw that failed. */
    @Override
    public void close() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> running =
                    ends.stream().map(threads::submit).toList();
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException told ? told : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a grading was ending", e);
        }
    }
}
