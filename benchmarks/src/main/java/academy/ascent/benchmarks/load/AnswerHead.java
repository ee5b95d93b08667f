package academy.ascent.benchmarks.load;

/** What the head of an HTTP answer says; read in place, since the load must cost less than what it measures. */
final class AnswerHead {
    private static final String CONTENT_LENGTH = "content-length:";
    private static final String JSON_LENGTH = "inference-header-content-length:";

    int status;
    int bodyStart;
    int bodyLength;
    int jsonLength;

    /** Reads the head from the start of {@code bytes}; false if it has not come completely. */
    boolean read(byte[] bytes, int length) {
        int end = end(bytes, length);
        if (end < 0) {
            return false;
        }
        status = number(bytes, "HTTP/1.1 ".length());
        bodyStart = end;
        bodyLength = -1;
        jsonLength = -1;
        for (int i = 0; i < end; i++) {
            if (bytes[i] == '\n') {
                if (startsWith(bytes, i + 1, CONTENT_LENGTH)) {
                    bodyLength = number(bytes, i + 1 + CONTENT_LENGTH.length());
                } else if (startsWith(bytes, i + 1, JSON_LENGTH)) {
                    jsonLength = number(bytes, i + 1 + JSON_LENGTH.length());
                }
            }
        }
        if (bodyLength < 0) {
            throw new WrongAnswer("answered without Content-Length, which this load needs");
        }
        return true;
    }

    private static int end(byte[] bytes, int length) {
        for (int i = 3; i < length; i++) {
            if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] bytes, int from, String lowerCase) {
        if (from + lowerCase.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            int letter = bytes[from + i];
            if ((letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] == ' ') {
            at++;
        }
        int number = 0;
        for (; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + (bytes[at] - '0');
        }
        return number;
    }
}
