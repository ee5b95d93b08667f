package academy.ascent.sandbox.local;

import academy.ascent.sandbox.Admission.AdmittedContainer;
import academy.ascent.sandbox.admission.PodContainer;
import academy.ascent.sandbox.admission.PodTemplate;
import academy.ascent.sandbox.admission.Resources;
import academy.ascent.sandbox.admission.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The smallest pod templates. */
final class GivenTemplate {
    private GivenTemplate() {}

    static PodTemplate of(Map<String, String> labels, RestartPolicy restart) {
        return of(labels, Map.of(), restart, "image:1");
    }

    static PodTemplate of(
            Map<String, String> labels, Map<String, String> annotations, RestartPolicy restart, String image) {
        PodContainer container = new PodContainer(
                "main",
                image,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Map.of(),
                new Resources(1, 1, 1, 1),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO);
        return new PodTemplate(
                labels,
                annotations,
                Duration.ZERO,
                restart,
                true,
                List.of(),
                container,
                new AdmittedContainer("main", image, false, false, false, false, false, false, 1, 1, 1, 1));
    }
}
