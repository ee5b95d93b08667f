package academy.ascent.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of loopback. */
final class Ports {
    private Ports() {}

    static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("No free port on loopback", e);
        }
    }

    /**
     * Refuses a port that another process listens on.
     *
     * @throws IllegalStateException naming that process and how to choose another port
     */
    static void refuseTaken(int port) {
        try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            probe.setReuseAddress(true);
        } catch (IOException e) {
            var holder = PortHolder.of(port).map(name -> " by " + name).orElse("");
            throw new IllegalStateException("Port " + port + " is in use" + holder
                    + ". Choose another with: ./ascent up --port 8081 (0 takes a free one).");
        }
    }
}
