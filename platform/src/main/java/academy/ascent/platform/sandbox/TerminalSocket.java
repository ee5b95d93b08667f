package academy.ascent.platform.sandbox;

import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.lab.OpenLab;
import academy.ascent.platform.terminal.Terminals;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
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

/** Connects a browser to a shell beside a replica of the person's own sandbox. */
@ServerWebSocket("/labs/{id}/sandbox/terminal/socket")
@Secured(SecurityRule.IS_AUTHENTICATED)
final class TerminalSocket {
    private final OpenLab open;
    private final OwnSandboxes own;
    private final LearnerSandboxes sandboxes;
    private final Accounts accounts;
    private final Terminals terminals;

    TerminalSocket(OpenLab open, OwnSandboxes own, LearnerSandboxes sandboxes, Accounts accounts, Terminals terminals) {
        this.open = open;
        this.own = own;
        this.sandboxes = sandboxes;
        this.accounts = accounts;
        this.terminals = terminals;
    }

    @OnOpen
    void open(String id, HttpRequest<?> request, WebSocketSession session) {
        var person = SignedIn.of(request).orElseThrow();
        var replica =
                Optional.ofNullable(request.getParameters().get("replica")).orElse("");
        terminals.begin(session, request, new Beside(person, id, replica, accounts.lasting(request)));
    }

    @OnMessage(maxPayloadLength = Terminals.LONGEST_MESSAGE)
    void receive(byte[] message, WebSocketSession session) {
        terminals.receive(session, message);
    }

    @OnClose
    void end(WebSocketSession session) {
        terminals.end(session);
    }

    /** Beside a replica of the sandbox that a person has now. */
    private final class Beside implements Terminals.Place {
        private final SignedIn person;
        private final String lab;
        private final String replica;
        private final BooleanSupplier signedIn;

        Beside(SignedIn person, String lab, String replica, BooleanSupplier signedIn) {
            this.person = person;
            this.lab = lab;
            this.replica = replica;
            this.signedIn = signedIn;
        }

        @Override
        public Terminal open(TerminalSize size) {
            var sandbox = own.used(person, open.of(person, lab));
            return own.place(sandbox)
                    .orElseThrow(() -> new SandboxException(
                            SandboxException.Code.NOT_FOUND, "Nothing runs there now; deploy your files first"))
                    .terminal(replica, size);
        }

        @Override
        public boolean look(boolean used) {
            var mine = own.of(person, open.of(person, lab));
            if (used) {
                mine.ifPresent(sandboxes::touch);
            }
            return signedIn.getAsBoolean() && mine.isPresent();
        }
    }
}
