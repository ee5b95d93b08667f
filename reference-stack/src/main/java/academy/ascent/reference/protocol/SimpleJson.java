package academy.ascent.reference.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A place in the JSON of a usual request. It reads the plain forms only, and throws {@link NotSimple} at all others,
 * right or wrong, which are left to the complete parser.
 */
final class SimpleJson {
    /** Here stands something that only the complete parser can judge. */
    static final class NotSimple extends Exception {
        private static final NotSimple INSTANCE = new NotSimple();

        private NotSimple() {
            super(null, null, false, false);
        }
    }

    private static final int KNOWN_TEXTS = 512;
    private static final int LONGEST_TEXT = 128;
    /** Texts that were read before, each at the place of its hash; names come again with every request. */
    private static final String[] KNOWN = new String[KNOWN_TEXTS];

    final byte[] json;
    private final int end;
    int at;

    SimpleJson(byte[] json, int end) {
        this.json = json;
        this.end = end;
    }

    static NotSimple notSimple() {
        return NotSimple.INSTANCE;
    }

    /** The next character that is no white space, left where it is. */
    byte peek() throws NotSimple {
        while (at < end) {
            byte next = json[at];
            if (next > ' ') {
                return next;
            }
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                throw NotSimple.INSTANCE;
            }
            at++;
        }
        throw NotSimple.INSTANCE;
    }

    /** The next character, white space or not, left where it is. */
    byte current() throws NotSimple {
        if (at >= end) {
            throw NotSimple.INSTANCE;
        }
        return json[at];
    }

    void expect(char wanted) throws NotSimple {
        if (peek() != wanted) {
            throw NotSimple.INSTANCE;
        }
        at++;
    }

    /** True, and past it, if a comma follows; false, and past it, if {@code close} does. */
    boolean more(char close) throws NotSimple {
        byte next = peek();
        at++;
        if (next == ',') {
            return true;
        }
        if (next == close) {
            return false;
        }
        throw NotSimple.INSTANCE;
    }

    /** True, and past it, if {@code wanted} follows. */
    boolean skip(char wanted) throws NotSimple {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    void expectEnd() throws NotSimple {
        while (at < end) {
            byte next = json[at++];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                throw NotSimple.INSTANCE;
            }
        }
    }

    /** A key and its colon. */
    String key() throws NotSimple {
        String key = text();
        expect(':');
        return key;
    }

    /** A text of printable ASCII without escapes. */
    String text() throws NotSimple {
        expect('"');
        int start = at;
        int hash = 0;
        while (true) {
            byte next = current();
            if (next == '"') {
                break;
            }
            if (next < ' ' || next == '\\' || next == 0x7f || at - start >= LONGEST_TEXT) {
                throw NotSimple.INSTANCE;
            }
            hash = 31 * hash + next;
            at++;
        }
        int length = at - start;
        at++;
        int place = (hash ^ hash >>> 9) & KNOWN_TEXTS - 1;
        String known = KNOWN[place];
        if (known != null && isAt(known, start, length)) {
            return known;
        }
        String text = new String(json, start, length, US_ASCII);
        KNOWN[place] = text;
        return text;
    }

    private boolean isAt(String known, int start, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != json[start + i]) {
                return false;
            }
        }
        return true;
    }

    /** A whole number from 0 to 999,999,999. */
    int size() throws NotSimple {
        int number = 0;
        peek();
        int start = at;
        while (at < end && json[at] >= '0' && json[at] <= '9') {
            number = number * 10 + (json[at++] - '0');
        }
        int digits = at - start;
        if (digits == 0 || digits > 9 || digits > 1 && json[start] == '0') {
            throw NotSimple.INSTANCE;
        }
        return number;
    }

    /** Whether {@code true} or {@code false} follows; past it. */
    boolean truth() throws NotSimple {
        boolean truth = peek() == 't';
        String word = truth ? "true" : "false";
        if (at + word.length() > end || !isAt(word, at, word.length())) {
            throw NotSimple.INSTANCE;
        }
        at += word.length();
        return truth;
    }
}
