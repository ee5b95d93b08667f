package academy.ascent.reference.tracing;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector that takes spans by OTLP over HTTP, read by the field numbers of the protocol's {@code trace.proto}. */
public final class Collector implements AutoCloseable {
    public record ReceivedSpan(
            String trace,
            String id,
            String parent,
            String name,
            long start,
            long end,
            Map<String, String> attributes,
            boolean failed) {}

    private static final int STATUS_ERROR = 2;

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
        Map<String, String> attributes = new HashMap<>();
        boolean failed = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            switch (field) {
                case 1, 2, 4 -> texts[field] = HexFormat.of().formatHex(in.readByteArray());
                case 5 -> texts[field] = in.readString();
                case 7, 8 -> times[field] = in.readFixed64();
                case 9 -> attribute(in.readBytes().newCodedInput(), attributes);
                case 15 -> failed = code(in.readBytes().newCodedInput()) == STATUS_ERROR;
                default -> in.skipField(tag);
            }
        }
        String parent = texts[4] == null ? "" : texts[4];
        return new ReceivedSpan(texts[1], texts[2], parent, texts[5], times[7], times[8], attributes, failed);
    }

    /** {@code KeyValue}, of which only texts and whole numbers are read. */
    private static void attribute(CodedInputStream in, Map<String, String> attributes) throws IOException {
        String key = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> key = in.readString();
                case 2 -> value = value(in.readBytes().newCodedInput());
                default -> in.skipField(tag);
            }
        }
        attributes.put(key, value);
    }

    private static String value(CodedInputStream in) throws IOException {
        int tag = in.readTag();
        return switch (WireFormat.getTagFieldNumber(tag)) {
            case 1 -> in.readString();
            case 3 -> Long.toString(in.readInt64());
            default -> "";
        };
    }

    private static int code(CodedInputStream in) throws IOException {
        int code = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 3) {
                code = in.readEnum();
            } else {
                in.skipField(tag);
            }
        }
        return code;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
