package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Admission.Refusal;
import academy.ascent.sandbox.Admission.Refused;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.admission.Admitter;
import academy.ascent.sandbox.admission.Decision;
import academy.ascent.sandbox.admission.DeploymentWorkload;
import academy.ascent.sandbox.admission.DesiredState;
import academy.ascent.sandbox.admission.Policy;
import academy.ascent.sandbox.admission.RolloutHistory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Admits manifests as a sandbox of one machine does, so that the same is refused in both in the same words, and then has
 * the API server admit all of them or none: quota of a Deployment's pods, which a cluster would only tell later, is told at
 * once.
 */
final class MeasuredManifests {
    private static final String MANAGER = "kubectl";

    private final KubernetesClient client;
    private final String namespace;
    private final Policy policy;
    private final Map<String, RolloutHistory> histories = new HashMap<>();
    private DesiredState state = DesiredState.EMPTY;

    MeasuredManifests(KubernetesClient client, String namespace, Policy policy) {
        this.client = client;
        this.namespace = namespace;
        this.policy = policy;
    }

    Admission apply(List<ManifestFile> files) {
        return switch (Admitter.decide(files, policy, state)) {
            case Decision.Denied denied -> denied.answer();
            case Decision.Accepted accepted -> {
                List<Written> objects =
                        files.stream().flatMap(file -> in(file).stream()).toList();
                List<Refusal> refusals = refusals(objects, this::tried);
                if (refusals.isEmpty()) {
                    refusals = refusals(objects, this::applied);
                }
                yield refusals.isEmpty() ? settled(accepted) : new Refused(refusals);
            }
        };
    }

    private record Written(String path, HasMetadata object) {}

    private List<Written> in(ManifestFile file) {
        return client.load(new ByteArrayInputStream(file.yaml().getBytes(StandardCharsets.UTF_8))).items().stream()
                .map(object -> new Written(file.path(), object))
                .toList();
    }

    private void tried(HasMetadata object) {
        client.resource(object)
                .inNamespace(namespace)
                .dryRun()
                .fieldManager(MANAGER)
                .serverSideApply();
    }

    private void applied(HasMetadata object) {
        client.resource(object).inNamespace(namespace).fieldManager(MANAGER).serverSideApply();
    }

    private static List<Refusal> refusals(List<Written> objects, Consumer<HasMetadata> deed) {
        List<Refusal> refusals = new ArrayList<>();
        for (Written written : objects) {
            HasMetadata object = written.object();
            Answers.speaking(
                    "apply " + object.getKind() + " " + object.getMetadata().getName(), () -> {
                        refusal(deed, object)
                                .map(words -> new Refusal(
                                        written.path(),
                                        object.getKind() + "/"
                                                + object.getMetadata().getName(),
                                        words))
                                .ifPresent(refusals::add);
                        return object;
                    });
        }
        return refusals;
    }

    private static Optional<String> refusal(Consumer<HasMetadata> deed, HasMetadata object) {
        try {
            deed.accept(object);
            return Optional.empty();
        } catch (KubernetesClientException failed) {
            // What is applied names no version, so a conflict is that of a field with who holds it.
            if (Answers.isRefusal(failed) || Answers.isConflict(failed)) {
                return Optional.of(Answers.words(failed));
            }
            throw failed;
        }
    }

    private Admission settled(Decision.Accepted accepted) {
        state = accepted.state();
        state.workloads().values().forEach(workload -> {
            if (workload instanceof DeploymentWorkload deployment) {
                histories
                        .computeIfAbsent(deployment.name(), _ -> new RolloutHistory())
                        .observe(deployment, !deployment.paused());
            }
        });
        return accepted.answer();
    }

    /** Judged here, done there. */
    Admission undo(MeasuredRollouts rollouts, String name, int revision) {
        DeploymentWorkload deployment = state.deployment(name);
        RolloutHistory history = histories.getOrDefault(name, new RolloutHistory());
        return switch (Admitter.undo(deployment, history, revision, policy, state)) {
            case Decision.Denied denied -> denied.answer();
            case Decision.Accepted accepted -> {
                rollouts.undo(name, revision);
                yield settled(accepted);
            }
        };
    }

    /** @throws SandboxException with code {@code NOT_FOUND} if no Service of that name was admitted */
    void requireService(String name) {
        state.service(name);
    }
}
