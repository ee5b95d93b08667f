package academy.ascent.grader.load;

import academy.ascent.sandbox.Endpoint;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A running open loop: requests start when the schedule says so, however slowly answers come.
 *
 * <p>One event loop paces, sends and receives, one platform thread asks for the ready endpoints. A request is never sent
 * twice.
 */
public final class Load implements AutoCloseable {
    private static final Duration LEAD = Duration.ofMillis(50);
    private static final Duration REFRESH = Duration.ofMillis(50);

    private final Schedule schedule;
    private final SampleLog samples;
    private final MultiThreadIoEventLoopGroup group;
    private final Sender sender;
    private final long origin;
    private final Pacer pacer;
    private final Thread refresher;
    private volatile boolean ended;

    private Load(Schedule schedule, List<Call> calls, Supplier<List<Endpoint>> endpoints, Duration timeout) {
        this.schedule = schedule;
        this.samples = new SampleLog(schedule);
        this.group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        // Encoding thousands of calls takes longer than the lead, so it comes before the clock starts.
        LongFunction<Sender> encoded = encode(calls, timeout);
        this.origin = System.nanoTime() + LEAD.toNanos();
        this.sender = encoded.apply(origin);
        sender.aim(endpoints.get());
        this.pacer = new Pacer(schedule, group.next(), sender, origin);
        this.refresher = Thread.ofPlatform().name("load-endpoints").daemon().unstarted(() -> refresh(endpoints));
    }

    private LongFunction<Sender> encode(List<Call> calls, Duration timeout) {
        if (calls.stream().anyMatch(call -> call.message() != null)) {
            List<GrpcRequest> requests = calls.stream().map(GrpcRequest::new).toList();
            return at -> new GrpcConnections(group, requests, timeout, at, samples);
        }
        List<Request> requests = calls.stream().map(Request::new).toList();
        return at -> new Connections(group.next(), requests, timeout, at, samples);
    }

    /**
     * Starts a run.
     *
     * @param calls what to send, in turn; all of one protocol
     * @param endpoints who is ready now; asked every 50 ms, used in turn
     * @param timeout from the intended start
     */
    public static Load start(
            Schedule schedule, List<Call> calls, Supplier<List<Endpoint>> endpoints, Duration timeout) {
        Load load = new Load(schedule, List.copyOf(calls), endpoints, timeout);
        load.refresher.start();
        load.pacer.start();
        return load;
    }

    /** Sends one request to each moment of a schedule and waits for all of it. */
    public static List<Sample> run(
            Schedule schedule, List<Call> calls, Supplier<List<Endpoint>> endpoints, Duration timeout) {
        try (Load load = start(schedule, calls, endpoints, timeout)) {
            return load.settled(0, Long.MAX_VALUE);
        }
    }

    /** When the run starts, of {@link System#nanoTime}. */
    public long origin() {
        return origin;
    }

    /** Nanoseconds since the start of the run. */
    public long now() {
        return System.nanoTime() - origin;
    }

    /** Waits until a moment of the run. */
    public void await(long nanos) {
        sleep(nanos - now());
    }

    /**
     * The samples that were meant to start in a span of the run; waits until the span is over and every one has been
     * answered or has failed.
     *
     * @param from nanoseconds from the start of the run, included
     * @param to nanoseconds from the start of the run, not included
     */
    public List<Sample> settled(long from, long to) {
        List<Sample> settled = new ArrayList<>();
        for (int i = 0; i < schedule.size() && schedule.nanos(i) < to; i++) {
            if (schedule.nanos(i) >= from) {
                settled.add(settled(i));
            }
        }
        return settled;
    }

    private Sample settled(int index) {
        await(schedule.nanos(index));
        while (true) {
            Sample sample = samples.get(index);
            if (sample != null) {
                return sample;
            }
            if (ended) {
                throw new IllegalStateException("The run ended before request " + index + " was settled");
            }
            sleep(1_000_000);
        }
    }

    private void refresh(Supplier<List<Endpoint>> endpoints) {
        while (!ended) {
            sleep(REFRESH.toNanos());
            if (!ended) {
                sender.aim(endpoints.get());
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(long nanos) {
        if (nanos > 0) {
            LockSupport.parkNanos(nanos);
        }
        if (Thread.interrupted()) {
            throw new IllegalStateException("Interrupted while load was running");
        }
    }

    /** Stops sending and closes every connection; requests that are not settled stay so. */
    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(refresher);
        // Both hand work to the event loop, which must outlive them.
        pacer.close();
        join(refresher);
        sender.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
