package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.cluster.Dormancy.Change;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A learner's objects as they would be made again: without what the cluster gave them, and awake if they were suspended.
 * Pods that belong to no workload and Jobs that have ended are not among them, and volumes come back empty.
 */
final class Snapshot {
    /** In the order in which they are made again. */
    static final List<Class<? extends HasMetadata>> KINDS = List.of(
            ConfigMap.class,
            Secret.class,
            PersistentVolumeClaim.class,
            Service.class,
            Deployment.class,
            StatefulSet.class,
            ReplicaSet.class,
            Job.class,
            CronJob.class,
            HorizontalPodAutoscaler.class);

    private static final List<String> METADATA = List.of("name", "labels", "annotations");
    private static final List<String> OF_A_JOB =
            List.of("controller-uid", "batch.kubernetes.io/controller-uid", "job-name", "batch.kubernetes.io/job-name");
    private static final List<String> OF_THE_CLUSTER = List.of(
            "deployment.kubernetes.io/",
            "pv.kubernetes.io/",
            "volume.kubernetes.io/",
            "volume.beta.kubernetes.io/",
            "vcluster.loft.sh/");

    private Snapshot() {}

    /** Whether an object is the learner's own, rather than Ascent's or made by a controller of the cluster. */
    static boolean isOwn(HasMetadata object) {
        return !Ownership.isOurs(object)
                && !Dormancy.isControlled(object)
                && switch (object) {
                    case ConfigMap map -> !map.getMetadata().getName().equals("kube-root-ca.crt");
                    case Secret secret -> !"kubernetes.io/service-account-token".equals(secret.getType());
                    case Job job -> !Dormancy.isFinished(job);
                    default -> true;
                };
    }

    /** An object to be made again, in whatever namespace. */
    static JsonNode of(HasMetadata object) {
        ObjectNode tree = Serialization.jsonMapper().valueToTree(object);
        tree.remove("status");
        ObjectNode metadata = in(tree, "metadata").retain(METADATA);
        if (Dormancy.kinds().contains(object.getClass())) {
            Dormancy.wake(object).ifPresent(change -> change(tree, change));
        }
        ObjectNode annotations = in(metadata, "annotations");
        annotations
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(key -> OF_THE_CLUSTER.stream().anyMatch(key::startsWith))
                .toList()
                .forEach(annotations::remove);
        switch (object) {
            case PersistentVolumeClaim _ -> in(tree, "spec").remove("volumeName");
            case Service service -> withoutAddresses(service, in(tree, "spec"));
            case Job job -> withoutSelector(job, metadata, in(tree, "spec"));
            default -> {}
        }
        return tree;
    }

    /** What a node has below a name; an empty one that belongs to nothing if there is none. */
    private static ObjectNode in(ObjectNode node, String name) {
        return Optional.ofNullable(node.get(name))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseGet(node::objectNode);
    }

    private static void change(ObjectNode tree, Change change) {
        ObjectNode annotations = in(in(tree, "metadata"), "annotations");
        change.annotations().keySet().forEach(annotations::remove);
        ObjectNode spec = in(tree, "spec");
        change.spec().forEach((field, value) -> {
            JsonNode wanted = Serialization.jsonMapper().valueToTree(value);
            if (wanted instanceof ObjectNode part && spec.get(field) instanceof ObjectNode whole) {
                whole.setAll(part);
            } else {
                spec.set(field, wanted);
            }
        });
    }

    private static void withoutAddresses(Service service, ObjectNode spec) {
        if (!"None".equals(service.getSpec().getClusterIP())) {
            spec.remove(List.of("clusterIP", "clusterIPs"));
        }
    }

    /** The one that the cluster made up, of which pods of the Job made again would have another. */
    private static void withoutSelector(Job job, ObjectNode metadata, ObjectNode spec) {
        if (!Boolean.TRUE.equals(job.getSpec().getManualSelector())) {
            spec.remove("selector");
            in(metadata, "labels").remove(OF_A_JOB);
            in(in(in(spec, "template"), "metadata"), "labels").remove(OF_A_JOB);
        }
    }
}
