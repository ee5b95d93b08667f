package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ServiceConnectionsTest {
    @TempDir
    Path folder;

    private final ServiceConnections connections = new ServiceConnections();
    private ServerSocketChannel door;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        door = listen("door");
        server = listen("server");
    }

    @AfterEach
    void close() throws IOException {
        connections.close();
        door.close();
        server.close();
    }

    @Test
    void bytes_go_both_ways_and_each_side_ends_what_it_says_by_itself() throws IOException {
        SocketChannel client = client(folder.resolve("nobody"), folder.resolve("server"));
        SocketChannel behind = server.accept();
        client.write(bytes("question"));
        client.shutdownOutput();
        assertThat(all(behind)).isEqualTo("question");
        behind.write(bytes("answer"));
        behind.close();
        assertThat(all(client)).isEqualTo("answer");
    }

    @Test
    void who_finds_nobody_is_sent_away() throws IOException {
        assertThat(all(client(folder.resolve("nobody")))).isEmpty();
    }

    @Test
    void no_more_than_so_many_are_led_on_until_one_ends() throws IOException {
        Path behind = folder.resolve("server");
        SocketChannel first = client(behind);
        SocketChannel served = server.accept();
        for (int i = 1; i < ServiceConnections.MOST; i++) {
            client(behind);
            server.accept();
        }
        assertThat(all(client(behind))).isEmpty();
        first.close();
        assertThat(all(served)).isEmpty();
        served.close();
        GivenSandboxes.until(() -> {
            client(behind);
            server.configureBlocking(false);
            return server.accept() != null;
        });
    }

    @Test
    void closing_ends_all_and_lets_nobody_on() throws IOException {
        SocketChannel client = client(folder.resolve("server"));
        SocketChannel behind = server.accept();
        connections.close();
        assertThat(all(client)).isEmpty();
        assertThat(all(behind)).isEmpty();
        assertThat(all(client(folder.resolve("server")))).isEmpty();
    }

    private ServerSocketChannel listen(String name) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(folder.resolve(name)), 200);
    }

    /** Comes in at the door and is led to the first of the sockets that takes it. */
    private SocketChannel client(Path... sockets) throws IOException {
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("door")));
        connections.lead(door.accept(), () -> List.of(sockets));
        return client;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String all(SocketChannel channel) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(100);
        while (channel.read(read) >= 0) {
            // Until the other side has ended.
        }
        return new String(read.array(), 0, read.position(), StandardCharsets.UTF_8);
    }
}
