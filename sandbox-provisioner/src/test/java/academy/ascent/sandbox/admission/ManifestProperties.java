package academy.ascent.sandbox.admission;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class ManifestProperties {
    private static final Policy POLICY = new Policy(
            new SandboxName("grade-1"),
            new SandboxClass("cpu-small", 2000, 1L << 30, 4, 200),
            new TreeSet<>(List.of("image:1")));
    private static final String VALID = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                    - name: main
                      image: image:1
                      livenessProbe: {httpGet: {path: /, port: 80, httpHeaders: [{name: a, value: b}]}}
                      securityContext: {capabilities: {drop: [ALL]}}
                      resources: {limits: {cpu: 1, memory: 64Mi}}
                      volumeMounts: [{name: tmp, mountPath: /scratch}]
                  volumes: [{name: tmp, emptyDir: {sizeLimit: 1Mi}}]
            """;

    @Property(tries = 500)
    void any_text_is_answered(@ForAll @StringLength(max = 200) String text) {
        assertThat(decide(text)).isNotNull();
    }

    @Property(tries = 1000)
    void a_damaged_manifest_is_answered(
            @ForAll @IntRange(max = 600) int from,
            @ForAll @IntRange(max = 12) int cut,
            @ForAll @StringLength(max = 4) String put) {
        int start = Math.min(from, VALID.length());
        int end = Math.min(start + cut, VALID.length());
        assertThat(decide(VALID.substring(0, start) + put + VALID.substring(end)))
                .isNotNull();
    }

    @Property(tries = 600)
    void a_value_of_another_shape_is_answered(
            @ForAll @IntRange(max = 40) int which, @ForAll @IntRange(max = 6) int shape) {
        String[] shapes = {"null", "{}", "[]", "[null]", "1", "''", "{a: {b: [null]}}"};
        String[] parts = VALID.split("(?<=: )");
        int index = Math.min(which, parts.length - 1);
        parts[index] = shapes[shape] + parts[index].replaceFirst("^[^\\n,}\\]]*", "");
        assertThat(decide(String.join("", parts))).isNotNull();
    }

    private static Decision decide(String yaml) {
        return Admitter.decide(List.of(new ManifestFile("a.yaml", yaml)), POLICY, DesiredState.EMPTY);
    }
}
