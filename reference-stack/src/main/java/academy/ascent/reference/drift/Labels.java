package academy.ascent.reference.drift;

/**
 * The one spelling of a label, however it came: {@code true}, {@code 1}, {@code 1.0} and {@code "1"} are the same one.
 */
final class Labels {
    private static final Categories SPELLING = new Categories(true, false);

    private Labels() {}

    /** A label's spelling; empty for none. */
    static String spelled(String text) {
        if (text.equalsIgnoreCase("true")) {
            return "1";
        }
        if (text.equalsIgnoreCase("false")) {
            return "0";
        }
        String spelled = SPELLING.of(text);
        return spelled == null ? "" : spelled;
    }

    /** A number's spelling as a label; empty for NaN. */
    static String spelled(double number) {
        String spelled = SPELLING.of(number);
        return spelled == null ? "" : spelled;
    }

    /** 64 bits that stand for a text: FNV-1a, and a finaliser since short texts leave its high bits alike. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
        return hash ^ hash >>> 32;
    }
}
