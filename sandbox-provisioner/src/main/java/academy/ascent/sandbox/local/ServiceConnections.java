package academy.ascent.sandbox.local;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The connections of one pod to Services. Each carries bytes both ways until both sides have said all, or one broke. */
final class ServiceConnections implements AutoCloseable {
    /** How many a pod may have at once; a further one is closed as it comes. */
    static final int MOST = 100;

    private static final int CHUNK = 16_384;

    private final Semaphore free = new Semaphore(MOST);
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Leads a connection on; returns at once.
     *
     * @param sockets where it may lead to, the first that takes it first
     */
    void lead(SocketChannel client, Supplier<List<Path>> sockets) {
        if (!free.tryAcquire()) {
            end(client);
            return;
        }
        Thread.ofVirtual().name("service-connection").start(() -> {
            try {
                keep(client);
                connected(sockets.get()).ifPresent(server -> carry(client, server));
            } finally {
                end(client);
                free.release();
            }
        });
    }

    private Optional<SocketChannel> connected(List<Path> sockets) {
        for (Path socket : sockets) {
            try {
                return Optional.of(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
            } catch (IOException gone) {
                // The next one may be there.
            }
        }
        return Optional.empty();
    }

    private void carry(SocketChannel client, SocketChannel server) {
        try {
            keep(server);
            Thread back = Thread.ofVirtual().name("service-answer").start(() -> copy(server, client));
            copy(client, server);
            back.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            end(server);
        }
    }

    private void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
        try {
            while (from.read(bytes.clear()) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    to.write(bytes);
                }
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            end(from);
            end(to);
        }
    }

    /** Whoever closes sees the channel, or the channel sees that it is closed. */
    private void keep(SocketChannel channel) {
        open.add(channel);
        if (closed) {
            end(channel);
        }
    }

    private void end(SocketChannel channel) {
        open.remove(channel);
        try {
            channel.close();
        } catch (IOException gone) {
            // Nobody is there to be told.
        }
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(this::end);
    }
}
