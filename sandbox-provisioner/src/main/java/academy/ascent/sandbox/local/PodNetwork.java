package academy.ascent.sandbox.local;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * What one start of a container reaches beside itself: the Services of its sandbox that somebody stands behind. Nothing
 * listens for any other, so that a connection to it is refused.
 */
final class PodNetwork implements AutoCloseable {
    private static final Duration LINKED_WITHIN = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

    private final Process switchboard;
    private final Path folder;
    private final SandboxFiles files;
    private final ServiceDirectory directory;
    private final ServiceConnections connections = new ServiceConnections();
    private final Map<ServicePort, ServiceDoor> doors = new HashMap<>();
    private int numbers;
    private boolean closed;
    private boolean told;

    /**
     * @param switchboard one that was started for the container
     * @param folder where it finds the doors
     */
    PodNetwork(Process switchboard, Path folder, SandboxFiles files, ServiceDirectory directory) {
        this.switchboard = switchboard;
        this.folder = folder;
        this.files = files;
        this.directory = directory;
    }

    /** Opens and shuts what has come to be served or is so no longer; returns at once. */
    synchronized void follow() {
        if (closed || !switchboard.isAlive()) {
            return;
        }
        Set<ServicePort> served = directory.served();
        Iterator<Map.Entry<ServicePort, ServiceDoor>> open = doors.entrySet().iterator();
        while (open.hasNext()) {
            Map.Entry<ServicePort, ServiceDoor> one = open.next();
            if (!served.contains(one.getKey())) {
                say("shut " + one.getValue().number());
                one.getValue().close();
                open.remove();
            }
        }
        served.stream().filter(port -> !doors.containsKey(port)).forEach(this::open);
    }

    private void open(ServicePort port) {
        ServiceDoor door = new ServiceDoor(numbers++, folder, files, client -> lead(client, port));
        doors.put(port, door);
        say("open " + door.number() + " " + directory.addresses().of(port.service()) + " " + port.number());
    }

    private void lead(SocketChannel client, ServicePort port) {
        connections.lead(client, () -> directory.inTurn(port));
    }

    private void say(String line) {
        try {
            switchboard.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            switchboard.getOutputStream().flush();
        } catch (IOException ended) {
            // Why is told by failure().
        }
    }

    /** Waits until whom there is to be reached can be: who begins then finds them there. */
    void awaitFirst() {
        say("ready");
        long deadline = System.nanoTime() + LINKED_WITHIN.toNanos();
        while (!hasSpoken() && System.nanoTime() < deadline) {
            Pauses.sleep(LOOK_AGAIN);
        }
    }

    private boolean hasSpoken() {
        try {
            return !switchboard.isAlive() || switchboard.getInputStream().available() > 0;
        } catch (IOException ended) {
            return true;
        }
    }

    /** Whether no Service can be reached any more, and nobody has been told. */
    synchronized boolean hasFailed() {
        return !told && !closed && !switchboard.isAlive();
    }

    /** Why that is so. */
    synchronized String failure() {
        told = true;
        LogRing said = new LogRing();
        said.follow(switchboard.getInputStream());
        return "Services cannot be reached from here: " + String.join(" ", said.last(3));
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        Switchboard.stop(switchboard);
        doors.values().forEach(ServiceDoor::close);
        connections.close();
    }
}
