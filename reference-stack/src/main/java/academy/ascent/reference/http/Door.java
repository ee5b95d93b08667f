package academy.ascent.reference.http;

import academy.ascent.reference.access.Access;
import academy.ascent.reference.access.Admission;
import academy.ascent.reference.access.Visitor;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** Where a connection's requests are let in. */
final class Door {
    private static final AsciiString API_KEY = AsciiString.cached("x-api-key");

    private @Nullable Access lastAsked;
    private @Nullable Visitor visitor;

    /** Whether a request needs no key: whoever probes the server's health has none. */
    static boolean isOpen(Access access, FullHttpRequest request, Route route) {
        return route instanceof Route.Live
                || route instanceof Route.Ready
                || (request.method().equals(HttpMethod.GET) && access.isOpen(withoutQuery(request.uri())));
    }

    private static String withoutQuery(String uri) {
        int end = uri.indexOf('?');
        return end < 0 ? uri : uri.substring(0, end);
    }

    Admission admit(Access access, FullHttpRequest request, Route route) {
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
