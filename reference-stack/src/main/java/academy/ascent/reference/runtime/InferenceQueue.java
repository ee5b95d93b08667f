package academy.ascent.reference.runtime;

import academy.ascent.reference.config.ExecutionConfig;
import academy.ascent.reference.config.ExecutionConfig.Batching;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.Overloaded;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A bounded queue before a few threads that infer, one request or one batch of rows at a time. */
final class InferenceQueue implements AutoCloseable {
    /** The queue holds as many as it may. */
    static final class Full extends Exception {
        Full() {
            super(null, null, false, false);
        }
    }

    private final Model model;
    private final ExecutionConfig config;
    private final Optional<Batching> batching;
    private final RowCost cost;
    private final ModelEvents events;
    private final BlockingQueue<Pending> waiting;
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean started;

    InferenceQueue(Model model, ExecutionConfig config, Optional<Batching> batching, RowCost cost, ModelEvents events) {
        this.model = model;
        this.config = config;
        this.batching = batching;
        this.cost = cost;
        this.events = events;
        this.waiting = new ArrayBlockingQueue<>(config.queue());
    }

    CompletableFuture<InferResponse> add(Pending pending) throws Full {
        if (!waiting.offer(pending)) {
            throw new Full();
        }
        events.queued();
        if (!started) {
            start();
        }
        return pending.answer();
    }

    /** Not before the first request that waits: most models never need a thread of their own. */
    private synchronized void start() {
        if (started) {
            return;
        }
        started = true;
        for (int i = 0; i < config.instances(); i++) {
            // Platform threads: an inference is native code that would pin a virtual one.
            workers.add(Thread.ofPlatform()
                    .daemon()
                    .name("infer-" + model.name() + "-" + i)
                    .start(this::work));
        }
    }

    private void work() {
        Pending next = null;
        try {
            while (true) {
                Pending first = next == null ? waiting.take() : next;
                next = null;
                if (!isInTime(first)) {
                    continue;
                }
                if (batching.isEmpty()) {
                    answerAlone(first);
                } else {
                    next = answerBatch(first, batching.get());
                }
            }
        } catch (InterruptedException _) {
            // Told to end; whoever tells it has seen to it that nothing waits.
        }
    }

    private boolean isInTime(Pending pending) {
        long waited = System.nanoTime() - pending.sinceNanos();
        events.waited(waited);
        pending.traced("queue", pending.sinceNanos(), null);
        if (waited <= config.timeout().toNanos()) {
            return true;
        }
        events.overloaded();
        pending.answer()
                .completeExceptionally(new Overloaded(
                        "the request waited longer than " + config.timeout().toMillis() + " ms for model \""
                                + model.name() + "\"",
                        Duration.ofSeconds(1)));
        return false;
    }

    /** Gathers rows until there are enough or the first has waited for long enough; gives back one that did not fit. */
    private @Nullable Pending answerBatch(Pending first, Batching limits) throws InterruptedException {
        List<Pending> batch = new ArrayList<>(List.of(first));
        int rows = first.rows();
        long end = first.sinceNanos() + limits.maxDelay().toNanos();
        Pending left = null;
        while (rows < limits.maxSize()) {
            Pending more = waiting.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (more == null) {
                break;
            }
            if (rows + more.rows() > limits.maxSize() || !RowBatch.fit(first.inputs(), more.inputs())) {
                left = more;
                break;
            }
            if (isInTime(more)) {
                batch.add(more);
                rows += more.rows();
            }
        }
        if (batch.size() == 1 || !RowBatch.isEven(first.inputs())) {
            batch.forEach(this::answerAlone);
        } else {
            answerTogether(batch, rows);
        }
        return left;
    }

    private void answerAlone(Pending pending) {
        try {
            long start = System.nanoTime();
            List<Tensor> outputs = model.run(pending.inputs(), pending.wanted());
            cost.ran(System.nanoTime() - start, pending.rows());
            pending.traced("inference", start, null);
            pending.answer().complete(model.answer(pending.request(), outputs));
        } catch (Throwable e) {
            // An error too, such as memory that ran out, is this request's alone: the thread must go on for the others.
            pending.answer().completeExceptionally(e);
        }
    }

    private void answerTogether(List<Pending> batch, int rows) {
        try {
            runTogether(batch, rows);
        } catch (Throwable _) {
            // One bad row, or too little memory for all at once, must not fail the others: each finds out for itself.
        }
        batch.stream().filter(pending -> !pending.answer().isDone()).forEach(this::answerAlone);
    }

    /** Answers all of them, or none where the outputs cannot be told apart. */
    private void runTogether(List<Pending> batch, int rows) {
        long begin = System.nanoTime();
        List<Tensor> outputs =
                model.run(RowBatch.merge(batch.stream().map(Pending::inputs).toList()), batchOutputs(batch));
        if (!RowBatch.isEven(outputs) || RowBatch.rows(outputs) != rows) {
            return;
        }
        events.batched(batch.size());
        int start = 0;
        for (Pending pending : batch) {
            List<Tensor> own = RowBatch.slice(outputs, start, pending.rows());
            start += pending.rows();
            pending.traced("inference", begin, batch.size() + " requests in one batch");
            pending.answer().complete(model.answer(pending.request(), chosen(own, pending)));
        }
    }

    /** The outputs that all of them want, or simply all. */
    private List<TensorMetadata> batchOutputs(List<Pending> batch) {
        boolean same = batch.stream()
                .allMatch(pending -> pending.wanted().equals(batch.getFirst().wanted()));
        return same ? batch.getFirst().wanted() : model.signature().all();
    }

    private static List<Tensor> chosen(List<Tensor> outputs, Pending pending) {
        if (outputs.size() == pending.wanted().size()) {
            return outputs;
        }
        return pending.wanted().stream()
                .map(wanted -> outputs.stream()
                        .filter(output -> output.name().equals(wanted.name()))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    /** Ends the threads; nothing waits any more. */
    @Override
    public synchronized void close() {
        workers.forEach(Thread::interrupt);
        for (Thread worker : workers) {
            try {
                worker.join(Duration.ofSeconds(5));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
