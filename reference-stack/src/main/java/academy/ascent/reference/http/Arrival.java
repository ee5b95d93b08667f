package academy.ascent.reference.http;

import academy.ascent.reference.access.Admission;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** A request with its body, and whether who sent it may come in. */
final class Arrival extends DefaultFullHttpRequest {
    private final @Nullable Admission admission;
    private final boolean last;

    Arrival(HttpRequest head, ByteBuf body, @Nullable Admission admission, boolean last) {
        super(head.protocolVersion(), head.method(), head.uri(), body, head.headers(), EmptyHttpHeaders.INSTANCE);
        this.admission = admission;
        this.last = last;
    }

    /** Null where nobody asked for a key. */
    @Nullable
    Admission admission() {
        return admission;
    }

    /** Whether the connection ends with its answer, since nobody will read what still comes. */
    boolean isLast() {
        return last;
    }
}
