package academy.ascent.sandbox.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request to a port of a container, over the socket that leads to it.
 *
 * @param request as it is sent
 * @param most how many bytes of the answer are read at least, if so many come
 * @param firstLine whether its first line is all that is wanted
 */
record Exchange(Path socket, String request, int most, boolean firstLine) {
    private static final String END_OF_LINE = "\r\n";

    /**
     * What comes back, a byte a character.
     *
     * @throws IOException if nobody answers, or what is wanted does not come
     * @throws TimeoutException if it takes too long
     */
    String answer(Duration timeout) throws IOException, TimeoutException, InterruptedException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    answer.complete(exchange(channel));
                } catch (IOException | RuntimeException broken) {
                    answer.completeExceptionally(broken);
                }
            });
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException broken) {
            throw new IOException(broken.getCause());
        }
    }

    private String exchange(SocketChannel channel) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
        ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1));
        while (out.hasRemaining()) {
            channel.write(out);
        }
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.allocate(firstLine ? 512 : 16_384);
        while (read.size() < most && channel.read(in.clear()) >= 0) {
            read.write(in.array(), 0, in.position());
            if (firstLine) {
                String text = read.toString(StandardCharsets.ISO_8859_1);
                int end = text.indexOf(END_OF_LINE);
                if (end >= 0) {
                    return text.substring(0, end);
                }
            }
        }
        if (firstLine) {
            throw new IOException("no status line");
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }
}
