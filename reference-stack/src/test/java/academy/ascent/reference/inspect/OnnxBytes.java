package academy.ascent.reference.inspect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Models written field by field, for what no exporter writes. */
final class OnnxBytes {
    private OnnxBytes() {}

    /** {@code y = x + w} on one number, with {@code w} kept at a location outside of the file. */
    static byte[] withExternalWeight(String location) {
        byte[] weight = all(
                number(1, 1),
                number(2, 1),
                text(8, "w"),
                message(13, all(text(1, "location"), text(2, location))),
                number(14, 1));
        byte[] node = all(text(1, "x"), text(1, "w"), text(2, "y"), text(4, "Add"));
        return model(all(
                message(1, node),
                text(2, "g"),
                message(5, weight),
                message(11, scalar("x")),
                message(12, scalar("y"))));
    }

    /** A model whose graph holds a graph within a graph, so deep. */
    static byte[] nested(int depth) {
        byte[] graph = new byte[0];
        for (int i = 0; i < depth; i++) {
            graph = message(1, message(5, message(6, graph)));
        }
        return model(graph);
    }

    static byte[] model(byte[] graph) {
        return all(number(1, 8), message(8, number(2, 13)), message(7, graph));
    }

    private static byte[] scalar(String name) {
        byte[] shape = message(1, number(1, 1));
        return all(text(1, name), message(2, message(1, all(number(1, 1), message(2, shape)))));
    }

    static byte[] number(int field, long value) {
        return all(varint((long) field << 3), varint(value));
    }

    static byte[] text(int field, String text) {
        return message(field, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] message(int field, byte[] content) {
        return all(varint((long) field << 3 | 2), varint(content.length), content);
    }

    static byte[] all(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }
}
