package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.ExecListener;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts a shell with a terminal beside what a container runs, and ends it. */
final class PodShell implements ExecListener {
    private static final Duration STARTED_WITHIN = Duration.ofSeconds(20);
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(10);
    private static final String END = "terminal-end.sh";
    private static final int LONGEST_NUMBER = 20;

    /** Tells its number, which is that of its session, then is the best shell that the image has. */
    private static final String SHELL =
            "echo $$; export TERM=xterm-256color; command -v bash >/dev/null 2>&1 && exec bash; exec sh";

    private volatile @Nullable Status ending;
    private volatile boolean hasExited;

    private PodShell() {}

    /**
     * Opens a terminal.
     *
     * @param where the pod in words
     * @param closed called once, when it is closed
     * @throws SandboxException with code {@code UNAVAILABLE} and why if no shell can be had there
     */
    static Terminal open(String where, ContainerResource container, TerminalSize size, Runnable closed) {
        PodShell shell = new PodShell();
        ExecWatch running = shell.started(where, container);
        try {
            running.resize(size.columns(), size.rows());
            String session = Bounded.within(
                    STARTED_WITHIN, "start a shell in " + where, () -> shell.number(where, running.getOutput()));
            return new PodTerminal(running, () -> {
                try {
                    shell.end(container, session);
                } finally {
                    closed.run();
                }
            });
        } catch (RuntimeException failed) {
            running.close();
            throw failed;
        }
    }

    /** Not asked again if it was slow: each time may have started one. */
    private ExecWatch started(String where, ContainerResource container) {
        try {
            return container
                    .redirectingInput()
                    .redirectingOutput()
                    .withTTY()
                    .usingListener(this)
                    .exec("sh", "-c", SHELL);
        } catch (KubernetesClientException refused) {
            throw new SandboxException(
                    Code.UNAVAILABLE,
                    "The cluster could not open a terminal in " + where + ": " + Answers.words(refused),
                    refused);
        }
    }

    private String number(String where, InputStream output) {
        try {
            StringBuilder line = new StringBuilder();
            for (int next = output.read(); next != '\n' && next >= 0; next = output.read()) {
                line.append((char) next);
            }
            String number = line.toString().strip();
            if (number.length() > LONGEST_NUMBER || !number.matches("[0-9]+")) {
                throw new IOException("what was to be one said: " + number);
            }
            return number;
        } catch (IOException ended) {
            String why = Optional.ofNullable(ending).map(Status::getMessage).orElse(String.valueOf(ended.getMessage()));
            throw new SandboxException(Code.UNAVAILABLE, "No shell can be had in " + where + ": " + why, ended);
        }
    }

    @Override
    public void onExit(int code, Status status) {
        ending = status;
        // Else the way to it has ended, not the shell.
        hasExited = code >= 0;
    }

    @Override
    public void onClose(int code, String reason) {}

    /** A node leaves a shell alone whose terminal nobody holds any more, so it is ended from beside. */
    private void end(ContainerResource container, String session) {
        if (hasExited) {
            return;
        }
        try {
            PodProgram.script("end a terminal", END, ENDED_WITHIN, List.of(session))
                    .in(container);
        } catch (SandboxException gone) {
            // The container has ended, and the shell with it; or the cluster is gone, and nobody can end it.
        }
    }
}
