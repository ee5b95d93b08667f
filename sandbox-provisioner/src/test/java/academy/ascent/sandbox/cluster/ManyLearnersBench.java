package academy.ascent.sandbox.cluster;

import static academy.ascent.sandbox.cluster.GivenClusterSandboxes.PATIENCE;
import static academy.ascent.sandbox.cluster.GivenSandbox.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Opens sandboxes for many learners on a real API server whose nodes are played, at a steady rate, and measures each from
 * the moment at which it was meant to begin. Run by {@code ./ascent bench sandboxes --cluster}.
 */
@ClusterTest
class ManyLearnersBench {
    private static final int LEARNERS = Integer.getInteger("ascent.bench.learners", 2000);
    private static final int RATE = 5; // a second
    /** So many are opened from nothing, and as many that were made ahead, of each isolation. */
    private static final int AHEAD = Math.min(LEARNERS, 5);

    private static final int AT_ONCE = 16;
    private static final String CLASS = "cpu-small";
    private static final Path REPORT = Path.of("../target/reports/bench-cluster.json");

    private final Map<String, Object> report = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();

    /**
     * What was measured once so many sandboxes were open; times in seconds.
     *
     * @param calls of one opening, by method and resource
     */
    record Step(
            int learners,
            double openP50,
            double openP95,
            double openMost,
            Map<String, Double> calls,
            double list,
            double sweep,
            double reconcileUnchanged) {
        String line() {
            return String.format(
                    Locale.ROOT,
                    "%10d %10.2f %10.2f %10.1f %8.2f %8.2f %12.1f",
                    learners,
                    openP50,
                    openP95,
                    calls.getOrDefault("all", 0.0),
                    list,
                    sweep,
                    reconcileUnchanged);
        }
    }

    @Test
    void learners_are_opened_at_a_steady_rate(TestCluster cluster) throws Exception {
        SimulatedNodes.assumePlayed(cluster);
        CountedCalls calls = new CountedCalls();
        try (KubernetesClient client = calls.of(cluster.client().getConfiguration());
                ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            ClusterSandboxes sandboxes = new ClusterSandboxes(client, SETTINGS, PATIENCE, InstantSource.system());
            report.put("cluster", cluster.origin());
            report.put("objects of one", objects());
            System.out.println("from nothing and made ahead, " + AHEAD + " of each isolation");
            ahead(cluster, sandboxes, client, calls, Isolation.NAMESPACE);
            ahead(cluster, sandboxes, client, calls, Isolation.VIRTUAL_CLUSTER);
            int opened = 0;
            System.out.println("opened for " + LEARNERS + " learners, " + RATE + " a second");
            System.out.println("  learners open p50 s open p95 s      calls   list s  sweep s  reconcile s");
            for (int size : IntStream.of(100, 500, 1000, 2000, LEARNERS)
                    .filter(size -> size <= LEARNERS)
                    .distinct()
                    .sorted()
                    .toArray()) {
                step(size, opened, sandboxes, calls, pool);
                System.out.println(steps.getLast().line());
                opened = size;
            }
            int closed = Math.min(LEARNERS, 200);
            System.out.println("closing " + closed);
            close(sandboxes, pool, closed);
        }
        print();
    }

    /** One from nothing and one that was made ahead by turns, so that neither has the quieter machine; each alone. */
    private void ahead(
            TestCluster cluster,
            ClusterSandboxes sandboxes,
            KubernetesClient client,
            CountedCalls calls,
            Isolation isolation)
            throws Exception {
        List<String> places = new ArrayList<>();
        List<SandboxName> opened = new ArrayList<>();
        WarmSandboxes warm = new WarmSandboxes(client, SETTINGS, PATIENCE, InstantSource.system(), places::getLast);
        WarmWish one = new WarmWish(GivenClusterSandboxes.small(CLASS), isolation, 1);
        Map<String, List<Double>> seconds = new TreeMap<>();
        Map<String, List<Double>> asked = new TreeMap<>();
        for (int i = 0; i < AHEAD; i++) {
            places.add("bench" + isolation.label() + i);
            ClusterRequest nothing = request(isolation, "nothing-" + i);
            ClusterRequest ready = request(isolation, "ready-" + i);
            cluster.volume(ClusterSandbox.namespace(nothing.name()));
            cluster.volume(ClusterSandbox.namespace(WarmPool.place(places.getLast())));
            measured("from nothing", sandboxes, nothing, calls, seconds, asked);
            assertThat(warm.keep(List.of(one), InstantSource.system().instant(), Progress.UNHEARD)
                            .made())
                    .hasSize(1);
            measured("made ahead", sandboxes, ready, calls, seconds, asked);
            assertThat(sandboxes.find(ready.name()).orElseThrow().place()).isEqualTo(WarmPool.place(places.getLast()));
            opened.add(nothing.name());
            opened.add(ready.name());
        }
        List<Future<?>> closing = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            opened.forEach(name -> closing.add(threads.submit(() -> sandboxes.close(name))));
        }
        for (Future<?> each : closing) {
            each.get();
        }
        seconds.forEach((how, each) -> report.put(
                "opened " + how + ", " + isolation.label(),
                Map.of(
                        "count", each.size(),
                        "p50 s", quantile(each, 0.5),
                        "most s", quantile(each, 1),
                        "calls p50", quantile(asked.getOrDefault(how, List.of()), 0.5))));
    }

    private static void measured(
            String how,
            ClusterSandboxes sandboxes,
            ClusterRequest request,
            CountedCalls calls,
            Map<String, List<Double>> seconds,
            Map<String, List<Double>> asked)
            throws Exception {
        Map<String, Long> earlier = calls.sums();
        double took = timed(() -> sandboxes.open(request, Progress.UNHEARD));
        seconds.computeIfAbsent(how, _ -> new ArrayList<>()).add(took);
        asked.computeIfAbsent(how, _ -> new ArrayList<>())
                .add(per(calls.sums(), earlier, 1).getOrDefault("all", 0.0));
    }

    private static ClusterRequest request(Isolation isolation, String suffix) {
        return new ClusterRequest(
                new SandboxName("bench-" + isolation.label() + "-" + suffix),
                GivenClusterSandboxes.small(CLASS),
                "learner-ahead",
                isolation);
    }

    private void step(int size, int before, ClusterSandboxes sandboxes, CountedCalls calls, ExecutorService pool)
            throws Exception {
        Map<String, Long> earlier = calls.sums();
        List<Double> seconds = open(before, size, sandboxes, pool);
        Map<String, Double> each = per(calls.sums(), earlier, size - before);
        steps.add(new Step(
                size,
                quantile(seconds, 0.5),
                quantile(seconds, 0.95),
                quantile(seconds, 1),
                each,
                timed(() -> assertThat(sandboxes.list()).hasSizeGreaterThanOrEqualTo(size)),
                timed(() -> assertThat(sandboxes.sweep(InstantSource.system().instant()))
                        .isEmpty()),
                timed(() ->
                        assertThat(sandboxes.repair(ManyLearnersBench::limits)).isEmpty())));
    }

    private static List<Double> open(int from, int to, ClusterSandboxes sandboxes, ExecutorService pool)
            throws Exception {
        long begin = System.nanoTime();
        List<Future<Double>> opening = new ArrayList<>();
        for (int i = from; i < to; i++) {
            long meant = begin + (i - from) * 1_000_000_000L / RATE;
            ClusterRequest request = request(i);
            Thread.sleep(Duration.ofNanos(Math.max(0, meant - System.nanoTime())));
            opening.add(pool.submit(() -> {
                sandboxes.open(request, Progress.UNHEARD);
                return (System.nanoTime() - meant) / 1e9;
            }));
        }
        return all(opening);
    }

    private static ClusterRequest request(int learner) {
        return new ClusterRequest(
                name(learner), GivenClusterSandboxes.small(CLASS), "learner-" + learner, Isolation.NAMESPACE);
    }

    private static Optional<SandboxClass> limits(String name) {
        return Optional.of(name).filter(CLASS::equals).map(GivenClusterSandboxes::small);
    }

    private static SandboxName name(int learner) {
        return new SandboxName("bench-" + learner);
    }

    private void close(ClusterSandboxes sandboxes, ExecutorService pool, int count) throws Exception {
        List<Double> seconds = side(
                pool,
                IntStream.range(0, count)
                        .<Callable<Double>>mapToObj(i -> () -> timed(() -> sandboxes.close(name(i))))
                        .toList());
        report.put("closed", count);
        report.put("close p95 s, " + AT_ONCE + " at once", quantile(seconds, 0.95));
    }

    /** Runs tasks, so many side by side. */
    private static <T> List<T> side(ExecutorService pool, List<Callable<T>> tasks) throws Exception {
        List<Future<List<T>>> lanes = new ArrayList<>();
        for (int lane = 0; lane < AT_ONCE; lane++) {
            int first = lane;
            lanes.add(pool.submit(() -> {
                List<T> results = new ArrayList<>();
                for (int i = first; i < tasks.size(); i += AT_ONCE) {
                    results.add(tasks.get(i).call());
                }
                return results;
            }));
        }
        return all(lanes).stream().flatMap(List::stream).toList();
    }

    private static <T> List<T> all(List<Future<T>> futures) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double timed(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.clamp((int) Math.ceil(share * sorted.size()) - 1, 0, sorted.size() - 1));
    }

    private static Map<String, Double> per(Map<String, Long> now, Map<String, Long> earlier, int count) {
        Map<String, Double> per = new TreeMap<>();
        now.forEach((call, sum) -> per.put(call, (double) (sum - earlier.getOrDefault(call, 0L)) / count));
        per.put("all", per.values().stream().mapToDouble(Double::doubleValue).sum());
        return per;
    }

    private static Map<String, Long> objects() {
        SandboxObjects objects = SandboxObjects.of(request(0).sandbox(), SETTINGS);
        Map<String, Long> counts = new TreeMap<>();
        objects.bounds().forEach(object -> counts.merge(object.getKind(), 1L, Long::sum));
        objects.workloads().forEach(object -> counts.merge(object.getKind(), 1L, Long::sum));
        return counts;
    }

    private void print() throws IOException {
        report.put("steps", steps);
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, Serialization.asJson(report));
        report.forEach((name, value) -> {
            if (!name.equals("steps")) {
                System.out.println(name + ": " + value);
            }
        });
        System.out.println(REPORT.toAbsolutePath().normalize());
    }
}
