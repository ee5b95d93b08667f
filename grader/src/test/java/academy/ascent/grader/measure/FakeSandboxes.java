package academy.ascent.grader.measure;

import academy.ascent.grader.check.IdleSandbox;
import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Admission.AdmittedContainer;
import academy.ascent.sandbox.Admission.AdmittedObject;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.SandboxRequest;
import academy.ascent.sandbox.Sandboxes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sandboxes whose one replica is a server of this process; the reference always works. */
record FakeSandboxes(Endpoint endpoint, Behaviour behaviour) implements Sandboxes {

    /** How submissions fare. */
    enum Behaviour {
        READY,
        CRASHING,
        REFUSING,
        BROKEN
    }

    @Override
    public Sandbox open(SandboxRequest request) {
        if (behaviour == Behaviour.BROKEN) {
            throw new SandboxException(SandboxException.Code.UNAVAILABLE, "no bubblewrap here");
        }
        boolean reference = request.name().value().endsWith("-ref");
        return new FakeSandbox(request.name(), endpoint, reference ? Behaviour.READY : behaviour);
    }

    @Override
    public Optional<Sandbox> find(SandboxName name) {
        return Optional.empty();
    }

    @Override
    public List<SandboxName> list() {
        return List.of();
    }

    @Override
    public void close() {}

    private static final class FakeSandbox extends IdleSandbox {
        private final Endpoint endpoint;
        private final Behaviour behaviour;

        FakeSandbox(SandboxName name, Endpoint endpoint, Behaviour behaviour) {
            super(name);
            this.endpoint = endpoint;
            this.behaviour = behaviour;
        }

        @Override
        public Admission apply(List<ManifestFile> manifests) {
            if (behaviour == Behaviour.REFUSING) {
                return new Admission.Refused(List.of(new Admission.Refusal(
                        manifests.getFirst().path(), "Deployment/tumour", "privileged is forbidden")));
            }
            AdmittedContainer container = new AdmittedContainer(
                    "server", "image", true, true, true, true, true, true, 100, 1 << 20, 500, 1 << 20);
            return new Admission.Admitted(List.of(
                    new AdmittedObject("k8s/a.yaml", "Deployment", "tumour", 1, List.of(container)),
                    new AdmittedObject("k8s/b.yaml", "Service", "tumour", 0, List.of())));
        }

        @Override
        public List<Endpoint> readyEndpoints(String service) {
            return behaviour == Behaviour.READY ? List.of(endpoint) : List.of();
        }

        @Override
        public List<Replica> replicas() {
            boolean ready = behaviour == Behaviour.READY;
            return List.of(new Replica(
                    endpoint.replica(),
                    "tumour",
                    ready ? Replica.State.RUNNING : Replica.State.BACKING_OFF,
                    ready,
                    ready ? 0 : 3,
                    Instant.EPOCH,
                    ready ? Optional.empty() : Optional.of("exit code 1")));
        }

        @Override
        public List<String> logs(String replica, int lines) {
            return List.of("cannot load model");
        }
    }
}
