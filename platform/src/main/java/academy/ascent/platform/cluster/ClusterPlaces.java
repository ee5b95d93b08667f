package academy.ascent.platform.cluster;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.lab.LabAccess;
import academy.ascent.platform.lab.LabCatalog;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterRequest;
import academy.ascent.sandbox.cluster.Isolation;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which sandbox on the cluster is whose, and of which classes a person may open one. */
@Singleton
@Requires(bean = ClusterConfig.class)
final class ClusterPlaces {
    private static final String OWNER = "account-";

    private final LabCatalog labs;
    private final LabAccess access;
    private final ClusterConfig config;

    ClusterPlaces(LabCatalog labs, LabAccess access, ClusterConfig config) {
        this.labs = labs;
        this.access = access;
        this.config = config;
    }

    /** A person has one at a time. */
    static SandboxName name(SignedIn person) {
        return new SandboxName("learner-" + person.id());
    }

    /** The account that an owner on the cluster is; empty for one of somebody else's. */
    static Optional<Long> account(String owner) {
        return owner.matches(OWNER + "[0-9]{1,18}")
                ? Optional.of(Long.valueOf(owner.substring(OWNER.length())))
                : Optional.empty();
    }

    /** What a person is given. */
    Isolation isolation() {
        return config.isolation();
    }

    ClusterRequest request(SignedIn person, SandboxClass sandboxClass) {
        return new ClusterRequest(name(person), sandboxClass, OWNER + person.id(), isolation());
    }

    /** The classes of the labs that a person may work in, by name. */
    SortedMap<String, SandboxClass> classes(SignedIn person) {
        SortedMap<String, SandboxClass> classes = new TreeMap<>();
        for (var lab : labs.all()) {
            if (access.mayOpen(person, lab)) {
                classes.put(lab.sandboxClass().name(), lab.sandboxClass());
            }
        }
        return classes;
    }
}
