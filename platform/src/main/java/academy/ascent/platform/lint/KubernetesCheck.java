package academy.ascent.platform.lint;

import academy.ascent.platform.lint.Source.Code;
import academy.ascent.sandbox.Admission.Refusal;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.admission.Admitter;
import academy.ascent.sandbox.admission.Decision;
import academy.ascent.sandbox.admission.DesiredState;
import academy.ascent.sandbox.admission.Policy;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether the sandboxes would admit the objects of a block, in a place with room for anything and any image. */
final class KubernetesCheck {
    private static final Pattern IMAGE = Pattern.compile("(?m)^\\s*(?:- )?image:\\s*[\"']?([^\\s\"']+)");
    private static final SandboxClass ROOM = new SandboxClass("lint", 1_000_000, 1L << 50, 1000, 100_000);

    private KubernetesCheck() {}

    static CodeVerdict check(Code code) {
        var images = IMAGE.matcher(code.text())
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        var decision = Admitter.decide(
                List.of(new ManifestFile("block", code.text())),
                new Policy(new SandboxName("lint"), ROOM, images),
                DesiredState.EMPTY);
        return switch (decision) {
            case Decision.Accepted _ -> new CodeVerdict.Sound();
            case Decision.Denied denied ->
                new CodeVerdict.Broken(
                        1,
                        denied.answer().reasons().stream()
                                .map(KubernetesCheck::words)
                                .collect(Collectors.joining("; ")));
        };
    }

    private static String words(Refusal refusal) {
        return "Kubernetes: " + (refusal.object().isEmpty() ? "" : refusal.object() + ": ") + refusal.message();
    }
}
