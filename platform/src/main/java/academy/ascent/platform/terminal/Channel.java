package academy.ascent.platform.terminal;

/**
 * What a message is about, by its first byte: the channels of Kubernetes' remote command protocol ({@code
 * v5.channel.k8s.io}), so that a terminal of a pod and one of this machine look alike to a browser.
 */
enum Channel {
    /** What is typed. */
    INPUT(0),
    /** What is shown. */
    OUTPUT(1),
    /** Why it ended, for a person, in UTF-8; nothing follows. */
    END(3),
    /** The screen's size: columns and rows, two bytes each, the higher first. */
    SIZE(4);

    private final int number;

    Channel(int number) {
        this.number = number;
    }

    byte[] message(byte[] content, int length) {
        var message = new byte[length + 1];
        message[0] = (byte) number;
        System.arraycopy(content, 0, message, 1, length);
        return message;
    }

    boolean isOf(byte[] message) {
        return message.length > 0 && message[0] == number;
    }
}
