package academy.ascent.sandbox.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;

/** The last lines of an output; older lines and the ends of overlong lines are dropped. */
final class LogRing {
    private static final int MOST_LINES = 1000;
    private static final int LONGEST_LINE = 4096;

    private final ArrayDeque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (lines.size() == MOST_LINES) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    synchronized List<String> last(int count) {
        return lines.stream().skip(Math.max(0, lines.size() - count)).toList();
    }

    /** Reads until the output ends. */
    void follow(InputStream output) {
        byte[] chunk = new byte[8192];
        Line line = new Line();
        try (output) {
            for (int read = output.read(chunk); read >= 0; read = output.read(chunk)) {
                for (int i = 0; i < read; i++) {
                    line.accept(chunk[i]);
                }
            }
        } catch (IOException ended) {
            // The process is gone; what it had written has been read.
        }
        line.end();
    }

    private final class Line {
        private final byte[] bytes = new byte[LONGEST_LINE];
        private int length;

        void accept(byte b) {
            if (b == '\n') {
                add(new String(bytes, 0, length, StandardCharsets.UTF_8));
                length = 0;
            } else if (length < LONGEST_LINE) {
                bytes[length++] = b;
            }
        }

        void end() {
            if (length > 0) {
                accept((byte) '\n');
            }
        }
    }
}
