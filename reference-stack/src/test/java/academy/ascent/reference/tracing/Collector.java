package academy.ascent.reference.tracing;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector that takes spans by OTLP over HTTP, read by the field numbers of the protocol's {@code trace.proto}. */
public final class Collector implements AutoCloseable {
    public record ReceivedSpan(String trace, String id, String parent, String name, long start, long end) {}

    private final HttpServer server;
    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    public Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (status == 200) {
                read(CodedInputStream.newInstance(body), 1, 2, 2);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<ReceivedSpan> spans() {
        return spans;
    }

    public ReceivedSpan span(String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    void failWith(int code) {
        status = code;
    }

    /** Goes down by those fields; what is at the end of the way is a span. */
    private void read(CodedInputStream in, int... way) throws IOException {
        if (way.length == 0) {
            spans.add(span(in));
            return;
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == way[0]) {
                read(in.readBytes().newCodedInput(), java.util.Arrays.copyOfRange(way, 1, way.length));
            } else {
                in.skipField(tag);
            }
        }
    }

    private static ReceivedSpan span(CodedInputStream in) throws IOException {
        String[] texts = new String[6];
        long[] times = new long[9];
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            switch (field) {
                case 1, 2, 4 -> texts[field] = HexFormat.of().formatHex(in.readByteArray());
                case 5 -> texts[field] = in.readString();
                case 7, 8 -> times[field] = in.readFixed64();
                default -> in.skipField(tag);
            }
        }
        String parent = texts[4] == null ? "" : texts[4];
        return new ReceivedSpan(texts[1], texts[2], parent, texts[5], times[7], times[8]);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
