package academy.ascent.reference.http;

import academy.ascent.reference.access.Access;
import academy.ascent.reference.access.Admission;
import academy.ascent.reference.access.Visitor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** Where a connection's requests are let in, by their heads. */
final class Door {
    private static final AsciiString API_KEY = AsciiString.cached("x-api-key");

    private final ServerState server;
    private @Nullable Access lastAsked;
    private @Nullable Visitor visitor;

    Door(ServerState server) {
        this.server = server;
    }

    /** Whether it may come in; null where nobody asks for a key. */
    @Nullable
    Admission admit(HttpRequest request) {
        Access access = server.access;
        if (access == null) {
            return null;
        }
        Route route = server.routes.find(request.uri());
        return isOpen(access, request, route) ? null : admit(access, request, route);
    }

    /** Whether a request needs no key: whoever probes the server's health has none. */
    private static boolean isOpen(Access access, HttpRequest request, Route route) {
        return route instanceof Route.Live
                || route instanceof Route.Ready
                || (request.method().equals(HttpMethod.GET) && access.isOpen(withoutQuery(request.uri())));
    }

    private static String withoutQuery(String uri) {
        int end = uri.indexOf('?');
        return end < 0 ? uri : uri.substring(0, end);
    }

    private Admission admit(Access access, HttpRequest request, Route route) {
        Visitor current = visitor;
        if (current == null || lastAsked != access) {
            current = access.visitor();
            visitor = current;
            lastAsked = access;
        }
        boolean administration = route instanceof Route.Mounted(Resource resource, String path)
                && resource.isAdministration(request.method().name(), path);
        return current.admit(
                request.headers().get(HttpHeaderNames.AUTHORIZATION),
                request.headers().get(API_KEY),
                administration);
    }
}
