package academy.ascent.reference.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * Writes the usual form of an answer faster than the complete writer does, and byte by byte the same: plain names, no
 * parameters, not many numbers. Any other answer it leaves to {@link Answers} and {@link BinaryAnswers}.
 */
final class SimpleAnswerWriter {
    /** No answer of the usual form has so long a JSON. */
    static final int NOT_SIMPLE = -1;

    private static final int MOST_ELEMENTS = 1024;
    private static final int LONGEST_NAME = 256;
    /** All that stands around the names and numbers of an answer and of a tensor. */
    private static final int FRAME = 256;

    private static final int LONGEST_NUMBER = 25;

    private byte[] text = {};
    private int at;

    private SimpleAnswerWriter() {}

    /**
     * Writes the answer, the outputs that {@code raw} names as raw bytes behind the JSON.
     *
     * @return the length of the JSON in bytes; {@link #NOT_SIMPLE} if nothing was written
     */
    static int write(InferResponse response, Predicate<String> raw, OutputStream out) throws IOException {
        int longest = longest(response);
        return longest < 0 ? NOT_SIMPLE : new SimpleAnswerWriter().write(response, raw, longest, out);
    }

    /** How long the answer can get at most; negative if it is not of the usual form. */
    private static int longest(InferResponse response) {
        if (!response.parameters().isEmpty() || response.outputs().size() > MOST_ELEMENTS) {
            return NOT_SIMPLE;
        }
        int numbers = 0;
        for (Tensor tensor : response.outputs()) {
            boolean simple =
                    tensor.elements() instanceof Elements.Floats || tensor.elements() instanceof Elements.Longs;
            numbers += tensor.elements().count() + tensor.shape().length;
            if (!simple || tensor.datatype() == Datatype.UINT64 || numbers > MOST_ELEMENTS) {
                return NOT_SIMPLE;
            }
        }
        return (3 + response.outputs().size()) * (FRAME + LONGEST_NAME) + numbers * LONGEST_NUMBER;
    }

    private int write(InferResponse response, Predicate<String> raw, int longest, OutputStream out) throws IOException {
        text = new byte[longest];
        add("{\"model_name\":");
        if (!quoted(response.model())) {
            return NOT_SIMPLE;
        }
        add(",\"model_version\":");
        if (!quoted(response.version())) {
            return NOT_SIMPLE;
        }
        if (response.id() != null) {
            add(",\"id\":");
            if (!quoted(response.id())) {
                return NOT_SIMPLE;
            }
        }
        add(",\"outputs\":[");
        for (Tensor tensor : response.outputs()) {
            if (!tensor(tensor, raw.test(tensor.name()))) {
                return NOT_SIMPLE;
            }
        }
        end();
        add("]}");
        out.write(text, 0, at);
        for (Tensor tensor : response.outputs()) {
            if (raw.test(tensor.name())) {
                out.write(RawTensors.write(tensor));
            }
        }
        return at;
    }

    /** Writes a tensor and a comma after it; false if its name is not plain. */
    private boolean tensor(Tensor tensor, boolean isRaw) {
        add("{\"name\":");
        if (!quoted(tensor.name())) {
            return false;
        }
        add(",\"datatype\":\"");
        add(tensor.datatype().name());
        add("\",\"shape\":[");
        for (long size : tensor.shape()) {
            add(Long.toString(size));
            text[at++] = ',';
        }
        end();
        if (isRaw) {
            add("],\"parameters\":{\"binary_data_size\":");
            add(Long.toString(
                    (long) tensor.elements().count() * tensor.datatype().width()));
            add("}},");
        } else {
            add("],\"data\":[");
            numbers(tensor.elements());
            end();
            add("]},");
        }
        return true;
    }

    private void numbers(Elements elements) {
        if (elements instanceof Elements.Floats(float[] values)) {
            for (float value : values) {
                add(Float.isFinite(value) ? Float.toString(value) : "null");
                text[at++] = ',';
            }
        } else if (elements instanceof Elements.Longs(long[] values)) {
            for (long value : values) {
                add(Long.toString(value));
                text[at++] = ',';
            }
        }
    }

    /** Takes the comma away that stands after the last of a list. */
    private void end() {
        if (text[at - 1] == ',') {
            at--;
        }
    }

    /** Writes a text that needs no escapes; false if it is another. */
    private boolean quoted(String name) {
        int length = name.length();
        if (length > LONGEST_NAME) {
            return false;
        }
        text[at++] = '"';
        for (int i = 0; i < length; i++) {
            char next = name.charAt(i);
            if (next < ' ' || next > '~' || next == '"' || next == '\\') {
                return false;
            }
            text[at++] = (byte) next;
        }
        text[at++] = '"';
        return true;
    }

    private void add(String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, text, at, bytes.length);
        at += bytes.length;
    }
}
