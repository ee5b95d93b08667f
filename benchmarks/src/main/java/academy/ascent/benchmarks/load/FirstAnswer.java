package academy.ascent.benchmarks.load;

import academy.ascent.benchmarks.host.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Asks a starting server until it answers. */
public final class FirstAnswer {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long BETWEEN_MILLIS = 2;
    private static final int LONGEST_ANSWER = 1 << 16;
    private static final int OK = 200;
    /** The model may not be there yet; any other refusal is final. */
    private static final int NOT_FOUND = 404;

    private FirstAnswer() {}

    /**
     * Waits until a server gives its first answer to an inference.
     *
     * @return the moment of its last byte, by {@link System#nanoTime}
     * @throws WrongAnswer if there is none in time; the message holds what came instead
     */
    public static long await(ServerProcess server, Questions questions) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "it does not listen";
        while (System.nanoTime() < end) {
            if (!server.isAlive()) {
                throw new WrongAnswer("ended instead of serving:\n" + server.lastLines());
            }
            try (Socket socket = new Socket()) {
                socket.connect(server.address(), (int) PATIENCE.toMillis());
                socket.setSoTimeout((int) PATIENCE.toMillis());
                AnswerHead head = new AnswerHead();
                byte[] answer = exchange(socket.getOutputStream(), socket.getInputStream(), questions.next(), head);
                if (head.status == OK) {
                    return System.nanoTime();
                }
                last = head.status + " " + new String(answer, StandardCharsets.UTF_8);
                if (head.status >= 400 && head.status < 500 && head.status != NOT_FOUND) {
                    throw new WrongAnswer("refuses the question: " + last);
                }
            } catch (SocketTimeoutException e) {
                throw new WrongAnswer("took a question while it started and did not answer it");
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
            pause();
        }
        throw new WrongAnswer(
                "does not serve after " + PATIENCE.toSeconds() + " s: " + last + "\n" + server.lastLines());
    }

    /**
     * Asks once, at a socket that is there before its server is.
     *
     * @return whether the answer was 200; false also if there was none
     * @throws WrongAnswer if the server refuses or does not answer as the model does
     */
    public static boolean isGiven(UnixDomainSocketAddress address, Questions questions) {
        try (SocketChannel channel = SocketChannel.open(address)) {
            AnswerHead head = new AnswerHead();
            byte[] answer = exchange(
                    Channels.newOutputStream(channel), Channels.newInputStream(channel), questions.next(), head);
            if (head.status >= 400 && head.status < 500 && head.status != NOT_FOUND) {
                throw new WrongAnswer(
                        "refuses the question: " + head.status + " " + new String(answer, StandardCharsets.UTF_8));
            }
            return head.status == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static byte[] exchange(OutputStream out, InputStream in, Question question, AnswerHead head)
            throws IOException {
        byte[] request = new byte[question.request().remaining()];
        question.request().get(request);
        out.write(request);
        byte[] bytes = new byte[LONGEST_ANSWER];
        int length = 0;
        while (!head.read(bytes, length) || length < head.bodyStart + head.bodyLength) {
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                throw new IOException("it closed the connection");
            }
            length += read;
        }
        byte[] body = Arrays.copyOfRange(bytes, head.bodyStart, length);
        if (head.status == OK) {
            question.check(body, 0, body.length, head.jsonLength);
        }
        return body;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WrongAnswer("was not waited for: interrupted");
        }
    }
}
