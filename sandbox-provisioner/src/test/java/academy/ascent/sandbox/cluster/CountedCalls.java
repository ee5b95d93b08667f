package academy.ascent.sandbox.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts the requests of a client by method and resource. */
final class CountedCalls implements Interceptor {
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

    /** Another client of the same cluster, whose requests are counted. */
    KubernetesClient of(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("count", this))
                .build();
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        calls.computeIfAbsent(request.method() + " " + resource(request.uri().getPath()), _ -> new LongAdder())
                .increment();
    }

    /** What stands where a collection has its name: the last part that is no name of an object. */
    private static String resource(String path) {
        String[] parts = path.substring(1).split("/");
        int collection = parts[0].equals("api") ? 2 : 3;
        boolean inNamespace = parts.length > collection + 2 && parts[collection].equals("namespaces");
        return Arrays.stream(parts)
                .skip(inNamespace ? collection + 2L : collection)
                .findFirst()
                .orElse(path);
    }

    /** How many of each there were so far. */
    Map<String, Long> sums() {
        return calls.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().sum(), Long::sum, TreeMap::new));
    }
}
