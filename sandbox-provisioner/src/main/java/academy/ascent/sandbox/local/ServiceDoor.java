package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A Unix socket of ours where what one pod asks one port of a Service comes out. */
final class ServiceDoor implements AutoCloseable {
    private static final int WAITING = 128;

    private final int number;
    private final Path socket;
    private final ServerSocketChannel channel;

    /**
     * @param number its name in the folder
     * @param files give the socket to who connects to it
     * @param visitor is handed each connection, and returns at once
     */
    ServiceDoor(int number, Path folder, SandboxFiles files, Consumer<SocketChannel> visitor) {
        this.number = number;
        socket = folder.resolve(String.valueOf(number));
        try {
            channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(socket), WAITING);
            files.own(socket);
        } catch (IOException failed) {
            throw new SandboxException(Code.BROKEN, "Cannot listen on " + socket + ": " + failed, failed);
        }
        Thread.ofVirtual().name("service-door").start(() -> accept(visitor));
    }

    int number() {
        return number;
    }

    private void accept(Consumer<SocketChannel> visitor) {
        try {
            while (true) {
                visitor.accept(channel.accept());
            }
        } catch (IOException closed) {
            // Nobody is let in any more.
        }
    }

    /** Lets nobody in any more; who is in stays. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(socket);
        } catch (IOException stuck) {
            throw new SandboxException(Code.BROKEN, "Cannot remove " + socket, stuck);
        }
    }
}
