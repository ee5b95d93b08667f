package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A command with a terminal of its own. The thread that starts it waits for its end, so that it may ask to die with its
 * parent; and when we die, so does the terminal, and hangs up.
 */
final class LocalTerminal implements Terminal {
    private static boolean isUnpacked;

    private final PtyProcess process;
    private final ProcessHandle handle;
    private final OutputStream keyboard;

    LocalTerminal(List<String> command, TerminalSize size) {
        try {
            process = start(new PtyProcessBuilder(command.toArray(String[]::new))
                    .setEnvironment(Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"))
                    .setDirectory("/")
                    .setInitialColumns(size.columns())
                    .setInitialRows(size.rows()));
        } catch (IOException failed) {
            throw new SandboxException(Code.BROKEN, "Cannot open a terminal: " + failed.getMessage(), failed);
        } catch (LinkageError refused) {
            throw new SandboxException(
                    Code.UNAVAILABLE,
                    "There is no terminal on this machine: it runs no library that lies in "
                            + System.getProperty("java.io.tmpdir") + ", which -Djava.io.tmpdir can set elsewhere",
                    refused);
        }
        handle = ProcessHandle.of(process.pid()).orElseThrow(LocalTerminal::endedAtOnce);
        keyboard = new UntilEnd(process.getOutputStream());
    }

    /** The first one unpacks the library's native part, which would stay where temporary files are. */
    private static synchronized PtyProcess start(PtyProcessBuilder builder) throws IOException {
        if (isUnpacked) {
            return builder.start();
        }
        Path folder = Files.createTempDirectory("ascent-terminal-");
        try {
            System.setProperty("pty4j.tmpdir", folder.toString());
            PtyProcess first = builder.start();
            isUnpacked = true;
            return first;
        } finally {
            Folders.delete(folder);
        }
    }

    boolean isOpen() {
        return process.isAlive();
    }

    Process process() {
        return process;
    }

    @Override
    public InputStream screen() {
        return process.getInputStream();
    }

    @Override
    public OutputStream keyboard() {
        return keyboard;
    }

    @Override
    public void resize(TerminalSize size) {
        try {
            process.setWinSize(new WinSize(size.columns(), size.rows()));
        } catch (IllegalStateException ended) {
            // Nothing is shown any more.
        }
    }

    /** What is in there ends with the first process of its namespace, whatever it does about signals. */
    @Override
    public void close() {
        handle.descendants().forEach(ProcessHandle::destroyForcibly);
        handle.destroyForcibly();
    }

    private static SandboxException endedAtOnce() {
        return new SandboxException(Code.BROKEN, "Cannot open a terminal: its shell ended at once");
    }

    /** Drops what comes too late, and writes whole arrays, since the library writes parts of them wrongly. */
    private static final class UntilEnd extends FilterOutputStream {
        UntilEnd(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            try {
                out.write(Arrays.copyOfRange(bytes, from, from + length));
                out.flush();
            } catch (IOException ended) {
                // Who reads the screen learns that it has ended.
            }
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }
    }
}
