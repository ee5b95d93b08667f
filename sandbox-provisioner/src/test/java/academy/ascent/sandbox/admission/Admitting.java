package academy.ascent.sandbox.admission;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import java.util.List;
import java.util.TreeSet;

/** Judges manifests of one file in a place of two cores, 1 Gi and four pods that offers the image {@code image:1}. */
final class Admitting {
    private static final Policy POLICY = new Policy(
            new SandboxName("grade-1"),
            new SandboxClass("cpu-small", 2000, 1L << 30, 4, 200),
            new TreeSet<>(List.of("image:1")));

    private Admitting() {}

    static Decision decide(String yaml, DesiredState before) {
        return Admitter.decide(List.of(new ManifestFile("k8s/all.yaml", yaml)), POLICY, before);
    }

    static DesiredState accepted(String yaml, DesiredState before) {
        Decision decision = decide(yaml, before);
        assertThat(decision.answer()).isInstanceOf(Admission.Admitted.class);
        return ((Decision.Accepted) decision).state();
    }

    /** A text with another part, which is in it. */
    static String with(String text, String part, String other) {
        assertThat(text).contains(part);
        return text.replace(part, other);
    }
}
