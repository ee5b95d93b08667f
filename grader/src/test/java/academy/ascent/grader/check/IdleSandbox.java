package academy.ascent.grader.check;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Revision;
import academy.ascent.sandbox.RolloutStatus;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import academy.ascent.sandbox.Usage;
import academy.ascent.sandbox.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A sandbox in which nothing runs and which admits everything: what a test's own sandbox begins with. */
public abstract class IdleSandbox implements Sandbox {
    private final SandboxName name;

    protected IdleSandbox(SandboxName name) {
        this.name = name;
    }

    @Override
    public SandboxName name() {
        return name;
    }

    @Override
    public Admission apply(List<ManifestFile> manifests) {
        return new Admission.Admitted(List.of());
    }

    @Override
    public List<RolloutStatus> rollouts() {
        return List.of();
    }

    @Override
    public List<Revision> history(String deployment) {
        return List.of();
    }

    @Override
    public Admission undo(String deployment, int revision) {
        throw new IllegalStateException("Nothing runs here that could be rolled back");
    }

    @Override
    public void publish(Path files) {}

    @Override
    public List<Endpoint> readyEndpoints(String service) {
        return List.of();
    }

    @Override
    public List<Replica> replicas() {
        return List.of();
    }

    @Override
    public void kill(String replica) {
        throw new IllegalStateException("Nothing runs here that could be killed");
    }

    @Override
    public void stall(String replica, Duration time) {
        throw new IllegalStateException("Nothing runs here that could be stalled");
    }

    @Override
    public void press(String replica, long bytes, Duration time) {
        throw new IllegalStateException("Nothing runs here that has memory");
    }

    @Override
    public void delete(String replica) {
        throw new IllegalStateException("Nothing runs here that could be deleted");
    }

    @Override
    public List<String> logs(String replica, int lines) {
        return List.of();
    }

    @Override
    public Terminal terminal(String replica, TerminalSize size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Usage usage() {
        return new Usage(Duration.ZERO, 0, Duration.ZERO, "none", true);
    }

    @Override
    public void weigh(Weight weight) {}

    @Override
    public void close() {}
}
