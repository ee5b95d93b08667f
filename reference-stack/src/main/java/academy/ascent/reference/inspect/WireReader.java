package academy.ascent.reference.inspect;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads Protocol Buffers' wire format field by field and keeps nothing, so that a file of gigabytes needs no memory.
 *
 * <p>Source: Protocol Buffers, "Encoding".
 */
final class WireReader {
    private static final int LONGEST_TEXT = 4096;
    private static final int DEEPEST = 64;

    private final InputStream in;
    private long position;
    private int depth;

    WireReader(InputStream in) {
        this.in = in;
    }

    /** What to do with the fields of a message. */
    interface Fields {

        /** Reads the field, or returns without having read anything of it: then it is skipped. */
        void field(int number, Field field) throws IOException;
    }

    /** Reads the fields up to a position. */
    void message(long end, Fields fields) throws IOException {
        if (++depth > DEEPEST) {
            throw new IOException("it is nested deeper than " + DEEPEST + " messages");
        }
        while (position < end) {
            long tag = varint();
            Field field = new Field((int) (tag & 7));
            fields.field((int) (tag >>> 3), field);
            field.skip();
            if (position > end) {
                throw new IOException("a field ends behind its message, at byte " + position);
            }
        }
        depth--;
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("it ends within a number, at byte " + position);
            }
            position++;
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IOException("a number is longer than ten bytes, at byte " + position);
    }

    private void skip(long bytes) throws IOException {
        if (bytes < 0) {
            throw new IOException("a length is negative, at byte " + position);
        }
        try {
            in.skipNBytes(bytes);
        } catch (EOFException e) {
            throw new EOFException("it ends within a field, at byte " + position);
        }
        position += bytes;
    }

    /** One field, which is read once or skipped. */
    final class Field {
        private final int type;
        private boolean read;

        private Field(int type) {
            this.type = type;
        }

        long number() throws IOException {
            expect(0);
            return varint();
        }

        String text() throws IOException {
            expect(2);
            long length = varint();
            if (length < 0 || length > LONGEST_TEXT) {
                throw new IOException("a name is longer than " + LONGEST_TEXT + " bytes, at byte " + position);
            }
            byte[] bytes = in.readNBytes((int) length);
            if (bytes.length < length) {
                throw new EOFException("it ends within a name, at byte " + position);
            }
            position += length;
            return new String(bytes, StandardCharsets.UTF_8);
        }

        void message(Fields fields) throws IOException {
            expect(2);
            long length = varint();
            if (length < 0) {
                throw new IOException("a length is negative, at byte " + position);
            }
            WireReader.this.message(position + length, fields);
        }

        private void expect(int wanted) throws IOException {
            if (type != wanted) {
                throw new IOException(
                        "a field has the wire type " + type + " instead of " + wanted + ", at byte " + position);
            }
            read = true;
        }

        private void skip() throws IOException {
            if (read) {
                return;
            }
            switch (type) {
                case 0 -> varint();
                case 1 -> WireReader.this.skip(8);
                case 2 -> WireReader.this.skip(varint());
                case 5 -> WireReader.this.skip(4);
                default -> throw new IOException("there is no wire type " + type + ", at byte " + position);
            }
        }
    }
}
