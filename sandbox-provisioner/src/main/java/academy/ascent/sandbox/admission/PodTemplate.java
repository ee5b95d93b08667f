package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.Admission.AdmittedContainer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What every pod of a workload looks like; two equal templates need no new pods.
 *
 * @param revision annotations of the template, which change nothing but ask for new pods when they change
 * @param grace how long a pod may take between SIGTERM and SIGKILL
 * @param restart when its container is started again
 * @param serviceLinks whether variables tell its container of the Services that there are when it starts
 * @param volumes those of ConfigMaps and Secrets, whether mounted or not
 * @param told what a grader is told of the container
 */
public record PodTemplate(
        Map<String, String> labels,
        Map<String, String> revision,
        Duration grace,
        RestartPolicy restart,
        boolean serviceLinks,
        List<ConfiguredVolume> volumes,
        PodContainer container,
        AdmittedContainer told) {
    public PodTemplate {
        volumes = List.copyOf(volumes);
        labels = Map.copyOf(labels);
        revision = Map.copyOf(revision);
    }
}
