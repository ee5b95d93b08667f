package academy.ascent.platform.cluster;

import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.terminal.Terminals;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import academy.ascent.sandbox.cluster.ClusterSandboxes;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Connects a browser to a shell in a pod of the person's own sandbox on the cluster. */
@ServerWebSocket("/cluster/terminal/socket")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Requires(bean = ClusterConfig.class)
final class ClusterTerminalSocket {
    private final ClusterSandboxes sandboxes;
    private final Accounts accounts;
    private final Terminals terminals;

    ClusterTerminalSocket(ClusterSandboxes sandboxes, Accounts accounts, Terminals terminals) {
        this.sandboxes = sandboxes;
        this.accounts = accounts;
        this.terminals = terminals;
    }

    @OnOpen
    void open(HttpRequest<?> request, WebSocketSession session) {
        var person = SignedIn.of(request).orElseThrow();
        var pod = Optional.ofNullable(request.getParameters().get("pod")).orElse("");
        var container = Optional.ofNullable(request.getParameters().get(ClusterTerminalController.CONTAINER));
        terminals.begin(
                session, request, new InPod(ClusterPlaces.name(person), pod, container, accounts.lasting(request)));
    }

    @OnMessage(maxPayloadLength = Terminals.LONGEST_MESSAGE)
    void receive(byte[] message, WebSocketSession session) {
        terminals.receive(session, message);
    }

    @OnClose
    void end(WebSocketSession session) {
        terminals.end(session);
    }

    /** In a pod of the sandbox that a person has now; when that is suspended or closed, the pod ends. */
    private final class InPod implements Terminals.Place {
        private final SandboxName sandbox;
        private final String pod;
        private final Optional<String> container;
        private final BooleanSupplier signedIn;

        InPod(SandboxName sandbox, String pod, Optional<String> container, BooleanSupplier signedIn) {
            this.sandbox = sandbox;
            this.pod = pod;
            this.container = container;
            this.signedIn = signedIn;
        }

        @Override
        public Terminal open(TerminalSize size) {
            return sandboxes.terminal(sandbox, pod, container, size);
        }

        @Override
        public boolean look(boolean used) {
            if (used) {
                sandboxes.used(sandbox);
            }
            return signedIn.getAsBoolean();
        }
    }
}
