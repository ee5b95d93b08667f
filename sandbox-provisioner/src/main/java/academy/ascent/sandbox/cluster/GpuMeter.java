package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxClass.Gpus;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.GpuMinutes.Seen;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Adds up how long learners hold GPUs, and takes them from who has held them for as long as a week allows: a quota of its own
 * then admits no pod that asks for one, and those that hold one are deleted. With the next week it is lifted.
 */
final class GpuMeter {
    private final KubernetesClient client;
    private final SandboxNamespaces namespaces;
    private final GpuBooks books;
    private final Quotas quotas;

    /**
     * @param patience how long the cluster may take to enforce a quota
     */
    GpuMeter(KubernetesClient client, ClusterSettings settings, Patience patience) {
        this.client = client;
        this.namespaces = new SandboxNamespaces(client);
        this.books = new GpuBooks(new PlatformMaps(client, settings.platformNamespace()));
        this.quotas = new Quotas(client, patience);
    }

    /** One kind of GPU of one learner, who may have it in several sandboxes. */
    private record Account(String owner, String resource) {}

    /** A sandbox and what its class has of that kind. */
    private record Sandbox(ClusterSandboxStatus status, Gpus gpus) {
        Account account() {
            return new Account(status.owner(), gpus.resource());
        }
    }

    GpuMetered at(Instant now) {
        Map<Account, List<Sandbox>> accounts = Answers.speaking("list sandboxes", namespaces::all).stream()
                .map(Ledger::read)
                .filter(status -> status.phase() != Phase.CLOSING)
                .flatMap(status -> status.gpus().stream().map(gpus -> new Sandbox(status, gpus)))
                .collect(Collectors.groupingBy(Sandbox::account));
        List<GpuUse> uses = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<GpuUse>>> each = accounts.entrySet().stream()
                    .map(entry -> threads.submit(
                            (Callable<List<GpuUse>>) () -> metered(entry.getKey(), entry.getValue(), now)))
                    .toList();
            each.forEach(one -> collect(one, uses, failures));
        }
        return new GpuMetered(uses, failures);
    }

    private static void collect(Future<List<GpuUse>> one, List<GpuUse> uses, List<String> failures) {
        try {
            uses.addAll(one.get());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException broken) {
            if (broken.getCause() instanceof SandboxException told) {
                failures.add(String.valueOf(told.getMessage()));
            } else {
                throw new IllegalStateException(broken.getCause());
            }
        }
    }

    private List<GpuUse> metered(Account account, List<Sandbox> sandboxes, Instant now) {
        return Answers.speaking("meter the GPUs of " + account.owner(), () -> {
            GpuAccount added = added(account, now);
            List<GpuUse> uses = new ArrayList<>();
            for (Sandbox sandbox : sandboxes) {
                GpuUse use = new GpuUse(
                        sandbox.status().name(),
                        account.owner(),
                        account.resource(),
                        added.used(now),
                        sandbox.gpus().aWeek(),
                        added.ends());
                enforce(sandbox.status(), use);
                uses.add(use);
            }
            return uses;
        });
    }

    /** First the account is read, then it is looked; so whatever another platform has settled is no longer seen. */
    private GpuAccount added(Account account, Instant now) {
        return books.change(account.owner(), account.resource(), now, read -> read.with(looks(account, now), now));
    }

    private List<Seen> looks(Account account, Instant now) {
        return namespaces.ownedBy(account.owner()).stream()
                .map(namespace -> namespace.getMetadata().getName())
                .flatMap(this::pods)
                .flatMap(pod -> GpuLook.at(pod, account.resource(), now).stream())
                .toList();
    }

    private Stream<Pod> pods(String namespace) {
        return client.pods().inNamespace(namespace).list().getItems().stream();
    }

    private void enforce(ClusterSandboxStatus status, GpuUse use) {
        ResourceQuota spent =
                Bounds.none("spent-quota", Map.of("until", use.until().toString()), use.resource(), status.place());
        if (!use.isSpent()) {
            if (client.resource(spent).get() != null) {
                client.resource(spent).delete();
            }
            return;
        }
        client.resource(spent).fieldManager(Ownership.MANAGER).forceConflicts().serverSideApply();
        // Until then a workload's controller would make anew what is deleted.
        quotas.awaitEnforced(spent, Progress.UNHEARD);
        pods(status.namespace())
                .filter(pod -> GpuLook.holds(pod, use.resource()))
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .forEach(pod -> client.resource(pod).delete());
    }
}
