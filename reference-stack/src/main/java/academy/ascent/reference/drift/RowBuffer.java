package academy.ascent.reference.drift;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way from the threads that serve to the one that judges: a block being filled and a block being
 * emptied, changed for each other. Bounded; whoever would have to wait leaves its row out instead.
 */
final class RowBuffer {
    private final ReentrantLock lock = new ReentrantLock();
    private final LongAdder taken = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private Block filling;
    private Block emptying;

    RowBuffer(int rows, int columns, int texts) {
        filling = new Block(rows, columns, texts);
        emptying = new Block(rows, columns, texts);
    }

    /** Lets the source fill in one row, if there is room. */
    void offer(Source source, int row) {
        if (!lock.tryLock()) {
            dropped.increment();
            return;
        }
        try {
            Block block = filling;
            if (block.rows == block.capacity) {
                dropped.increment();
                return;
            }
            source.fill(row, block.numbers, block.rows * block.columns, block.texts, block.rows * block.textColumns);
            block.rows++;
            taken.increment();
        } finally {
            lock.unlock();
        }
    }

    /** Gives all rows to the sink, in their order; for one thread. */
    void drain(Sink sink) {
        lock.lock();
        try {
            Block full = filling;
            filling = emptying;
            emptying = full;
        } finally {
            lock.unlock();
        }
        Block block = emptying;
        for (int row = 0; row < block.rows; row++) {
            sink.take(block.numbers, row * block.columns, block.texts, row * block.textColumns);
        }
        Arrays.fill(block.texts, 0, block.rows * block.textColumns, null);
        block.rows = 0;
    }

    long taken() {
        return taken.sum();
    }

    long dropped() {
        return dropped.sum();
    }

    /** Whence a row comes. */
    interface Source {
        /** Writes the row's values from these offsets on. */
        void fill(int row, double[] numbers, int number, @Nullable String[] texts, int text);
    }

    /** Where rows go. */
    interface Sink {
        /** Takes the row whose values stand from these offsets on. */
        void take(double[] numbers, int number, @Nullable String[] texts, int text);
    }

    private static final class Block {
        private final int capacity;
        private final int columns;
        private final int textColumns;
        private final double[] numbers;
        private final @Nullable String[] texts;
        private int rows;

        Block(int capacity, int columns, int textColumns) {
            this.capacity = capacity;
            this.columns = columns;
            this.textColumns = textColumns;
            numbers = new double[capacity * columns];
            texts = new @Nullable String[capacity * textColumns];
        }
    }
}
