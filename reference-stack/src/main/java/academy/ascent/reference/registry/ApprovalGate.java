package academy.ascent.reference.registry;

import academy.ascent.reference.config.GateConfig;
import academy.ascent.reference.gate.GateResult;
import academy.ascent.reference.gate.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether enough others agreed: neither who registered the version nor who asks for its promotion counts. */
final class ApprovalGate {
    private ApprovalGate() {}

    static GateResult judge(GateConfig.Approval config, RegisteredVersion version, Optional<String> caller) {
        if (caller.isEmpty()) {
            return GateResult.of(
                    config.kind(),
                    Verdict.UNDECIDED,
                    "who asks for the promotion is not known, so nobody is known to be another person;"
                            + " ask with an API key");
        }
        List<String> others = version.approvals().stream()
                .filter(person ->
                        !person.equals(caller.get()) && !Optional.of(person).equals(version.registeredBy()))
                .toList();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("asked_by", caller.get());
        version.registeredBy().ifPresent(person -> evidence.put("registered_by", person));
        evidence.put("approved_by", others);
        evidence.put("needed", config.people());
        if (others.size() >= config.people()) {
            return new GateResult(
                    config.kind(),
                    Verdict.PASSED,
                    others.size() + " of " + config.people() + " others have approved",
                    evidence);
        }
        return new GateResult(
                config.kind(),
                Verdict.UNDECIDED,
                others.size() + " of " + config.people() + " others have approved; let somebody with another API key"
                        + " approve, then ask again",
                evidence);
    }
}
