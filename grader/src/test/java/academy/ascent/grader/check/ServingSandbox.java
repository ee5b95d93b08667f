package academy.ascent.grader.check;

import academy.ascent.grader.load.TableServer;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.SandboxName;
import java.util.List;

/** A sandbox whose one replica is a server of a test. */
class ServingSandbox extends IdleSandbox {
    final TableServer server;

    ServingSandbox(TableServer server) {
        super(new SandboxName("serving"));
        this.server = server;
    }

    @Override
    public List<Endpoint> readyEndpoints(String service) {
        return List.of(server.endpoint());
    }
}
