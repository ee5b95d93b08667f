package academy.ascent.benchmarks.grading;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A program that takes as much of one thing as it gets, until it is killed: {@code cpu}, {@code memory} or {@code disk}. */
public final class Hog {
    private static final int MEMORY_BYTES = 256 << 20;
    private static final int BLOCK_BYTES = 4 << 20;
    private static final int BLOCKS = 32;

    private Hog() {}

    /**
     * @param arguments what to take, and for {@code disk} the file to write
     */
    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "cpu" -> takeCpu();
            case "memory" -> takeMemory();
            case "disk" -> takeDisk(Path.of(arguments[1]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void takeCpu() {
        long state = 1;
        while (state != 0) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
        }
    }

    /** Copies far more than any cache holds, so that every byte crosses the memory bus. */
    private static void takeMemory() {
        byte[] from = new byte[MEMORY_BYTES];
        byte[] to = new byte[MEMORY_BYTES];
        Arrays.fill(from, (byte) 1);
        while (to[MEMORY_BYTES - 1] != 2) {
            System.arraycopy(from, 0, to, 0, MEMORY_BYTES);
        }
    }

    private static void takeDisk(Path file) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            for (long i = 0; ; i++) {
                channel.write(block.clear(), i % BLOCKS * BLOCK_BYTES);
                channel.force(true);
            }
        }
    }
}
