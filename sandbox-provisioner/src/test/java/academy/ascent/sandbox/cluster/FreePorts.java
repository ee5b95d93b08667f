package academy.ascent.sandbox.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.IntSupplier;

/** Ports on loopback that nobody listened on a moment ago. */
final class FreePorts implements IntSupplier {
    @Override
    public int getAsInt() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException("No port of this machine is free", failed);
        }
    }
}
