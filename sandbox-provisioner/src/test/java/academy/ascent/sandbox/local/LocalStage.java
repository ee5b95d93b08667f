package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.admitted;

import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.trace.Look;
import academy.ascent.sandbox.trace.Stage;
import java.util.List;

/** A sandbox of this machine. */
record LocalStage(Sandbox sandbox) implements Stage {
    @Override
    public void apply(List<ManifestFile> manifests) {
        admitted(sandbox.apply(manifests));
    }

    @Override
    public void kill(String pod) {
        sandbox.kill(pod);
    }

    @Override
    public void delete(String pod) {
        sandbox.delete(pod);
    }

    @Override
    public void undo() {
        admitted(sandbox.undo("app", 0));
    }

    @Override
    public Look look() {
        return new Look(sandbox.replicas(), endpoints());
    }

    private int endpoints() {
        try {
            return sandbox.readyEndpoints("app").size();
        } catch (SandboxException notYetApplied) {
            return 0;
        }
    }
}
