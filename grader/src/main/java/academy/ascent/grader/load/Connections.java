package academy.ascent.grader.load;

import academy.ascent.grader.load.Sample.Outcome;
import academy.ascent.sandbox.Endpoint;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keep-alive connections to the ready endpoints, used in turn; everything but {@link #send} and {@link #aim} runs on the
 * one event loop, so nothing here is locked.
 *
 * <p>A request takes an idle connection or opens another one. Beyond {@value #MOST} connections to an endpoint it waits
 * in an unbounded queue, and its clock runs on.
 */
final class Connections implements Sender {
    static final int MOST = 512;
    private static final int LARGEST_ANSWER = 1 << 20;
    private static final long LOOK_MILLIS = 5;

    private final EventLoop loop;
    private final List<Request> requests;
    private final Duration timeout;
    private final long origin;
    private final Recorder recorder;
    private final Map<Endpoint, Pool> pools = new HashMap<>();
    /** In the order of their intended starts, so that the first is the first to be late. */
    private final Deque<Exchange> running = new ArrayDeque<>();

    private List<Endpoint> ready = List.of();
    private int turn;

    /** Takes a finished sample. */
    interface Recorder {
        void set(int index, Sample sample);
    }

    /** The connections to one endpoint. */
    static final class Pool {
        final Deque<Channel> idle = new ArrayDeque<>();
        final Deque<Exchange> waiting = new ArrayDeque<>();
        int open;
    }

    Connections(EventLoop loop, List<Request> requests, Duration timeout, long origin, Recorder recorder) {
        this.loop = loop;
        this.requests = requests;
        this.timeout = timeout;
        this.origin = origin;
        this.recorder = recorder;
        loop.scheduleAtFixedRate(this::giveUpLate, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void aim(List<Endpoint> endpoints) {
        List<Endpoint> next = List.copyOf(endpoints);
        loop.execute(() -> {
            ready = next;
            pools.forEach((endpoint, pool) -> {
                if (!next.contains(endpoint)) {
                    List.copyOf(pool.idle).forEach(Channel::close);
                }
            });
        });
    }

    @Override
    public void send(int index, long intended) {
        loop.execute(() -> begin(index, intended));
    }

    private void begin(int index, long intended) {
        long lag = System.nanoTime() - origin - intended;
        if (ready.isEmpty()) {
            recorder.set(
                    index,
                    new Sample(
                            index,
                            intended,
                            lag,
                            System.nanoTime() - origin - intended,
                            Outcome.NO_ENDPOINT,
                            0,
                            "",
                            ""));
            return;
        }
        Endpoint endpoint = ready.get(Math.floorMod(turn++, ready.size()));
        Exchange exchange =
                new Exchange(index, intended, lag, origin, endpoint, requests.get(index % requests.size()), recorder);
        running.add(exchange);
        Pool pool = pools.computeIfAbsent(endpoint, key -> new Pool());
        Channel channel = pool.idle.pollLast();
        if (channel != null) {
            exchange.write(channel);
        } else if (pool.open < MOST) {
            connect(endpoint, pool, exchange);
        } else {
            pool.waiting.add(exchange);
        }
    }

    private void giveUpLate() {
        while (!running.isEmpty() && running.getFirst().isOverAfter(timeout.toNanos())) {
            running.removeFirst();
        }
    }

    private void connect(Endpoint endpoint, Pool pool, Exchange exchange) {
        pool.open++;
        ChannelFuture connecting = open(endpoint, pool);
        connecting.channel().closeFuture().addListener(closed -> {
            pool.open--;
            pool.idle.remove(connecting.channel());
            Exchange next = pool.waiting.poll();
            if (next != null && !next.isSettled()) {
                connect(endpoint, pool, next);
            }
        });
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                exchange.write(connecting.channel());
            } else {
                exchange.fail(Outcome.REFUSED);
            }
        });
    }

    private ChannelFuture open(Endpoint endpoint, Pool pool) {
        Bootstrap bootstrap = new Bootstrap().group(loop).handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(
                                new HttpResponseDecoder(),
                                new HttpObjectAggregator(LARGEST_ANSWER),
                                new AnswerHandler(free -> release(pool, free)));
            }
        });
        return switch (endpoint) {
            case Endpoint.Tcp tcp ->
                bootstrap.channel(NioSocketChannel.class).connect(new InetSocketAddress(tcp.host(), tcp.port()));
            case Endpoint.UnixSocket unix ->
                bootstrap.channel(NioDomainSocketChannel.class).connect(UnixDomainSocketAddress.of(unix.socket()));
        };
    }

    private void release(Pool pool, Channel channel) {
        while (true) {
            Exchange next = pool.waiting.poll();
            if (next == null) {
                pool.idle.addLast(channel);
                return;
            }
            if (!next.isSettled()) {
                next.write(channel);
                return;
            }
        }
    }
}
