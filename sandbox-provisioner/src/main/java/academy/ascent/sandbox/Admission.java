package academy.ascent.sandbox;

import java.util.List;

/** The answer to manifests: all of them are admitted, or none. */
public sealed interface Admission {

    /**
     * @param objects what was admitted
     */
    record Admitted(List<AdmittedObject> objects) implements Admission {
        public Admitted {
            objects = List.copyOf(objects);
        }
    }

    /**
     * @param reasons each names the file, the object and, in the API server's own words, why
     */
    record Refused(List<Refusal> reasons) implements Admission {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * @param path the file, or empty if the refusal is about the whole
     * @param object for example {@code Deployment/tumour}, or empty if the file could not be read
     * @param message in the API server's words
     */
    record Refusal(String path, String object, String message) {}

    /**
     * An admitted object in plain records, so that a reader needs no Kubernetes library.
     *
     * @param replicas how many pods it keeps; 0 for a Job and a CronJob, whose pods end, and for what has no pods
     * @param containers the containers of its pods; empty for what has no pods
     */
    record AdmittedObject(String path, String kind, String name, int replicas, List<AdmittedContainer> containers) {
        public AdmittedObject {
            containers = List.copyOf(containers);
        }
    }

    /**
     * What policy asks about a container. What the baseline level of Pod Security forbids is refused and never gets here;
     * what only its restricted level asks for is told here, for a grader to judge.
     *
     * @param nonRoot whether runAsNonRoot is true and no runAsUser is 0
     * @param privilegeEscalationForbidden whether allowPrivilegeEscalation is false
     * @param capabilitiesDropped whether all capabilities are dropped
     * @param seccompConfined whether a seccomp profile, RuntimeDefault or Localhost, is set
     * @param cpuLimitMillis thousandths of a core, 0 where none is set
     * @param memoryLimitBytes bytes, 0 where none is set
     */
    record AdmittedContainer(
            String name,
            String image,
            boolean readinessProbe,
            boolean livenessProbe,
            boolean nonRoot,
            boolean privilegeEscalationForbidden,
            boolean capabilitiesDropped,
            boolean seccompConfined,
            int cpuRequestMillis,
            long memoryRequestBytes,
            int cpuLimitMillis,
            long memoryLimitBytes) {}
}
