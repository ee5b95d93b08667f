package academy.ascent.reference.registry;

import academy.ascent.reference.config.GateConfig;
import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.Stage;
import academy.ascent.reference.gate.GateResult;
import academy.ascent.reference.gate.Gates;
import academy.ascent.reference.gate.Verdict;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.registry.Entry.Event;
import academy.ascent.reference.registry.RegisteredVersion.Judged;
import academy.ascent.reference.registry.ServedVersions.Served;
import academy.ascent.reference.registry.Trials.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Promotes versions through the gates before a stage.
 *
 * <p>One promotion is judged at a time, since a latency measured beside another judgement would be another one's; the
 * others are refused meanwhile.
 */
final class Promotions {
    private final Registry registry;
    private final Trials trials;
    private final AtomicReference<@Nullable String> judging = new AtomicReference<>();

    Promotions(Registry registry, Trials trials) {
        this.registry = registry;
        this.trials = trials;
    }

    /** Runs the gates before the stage and, if all pass, promotes; blocks for as long as they take. */
    Decision promote(String model, String version, Stage to, Optional<String> caller) {
        Optional<RegisteredVersion> known = registry.find(model, version);
        if (known.isEmpty()) {
            return Decision.Unknown.version(model, version);
        }
        Optional<Stage> next = known.get().stage().next();
        if (next.isEmpty() || next.get() != to) {
            return new Decision.Conflict(
                    "the version is in " + known.get().stage().label() + ", from where "
                            + next.map(stage -> "it can be promoted to " + stage.label() + " only")
                                    .orElse("none is promoted"));
        }
        String promotion = "version \"" + version + "\" of \"" + model + "\" to " + to.label()
                + caller.map(person -> ", asked for by " + person).orElse("");
        String other = judging.compareAndExchange(null, promotion);
        if (other != null) {
            return new Decision.Conflict("another promotion is being judged: " + other + "; try again after it");
        }
        try {
            return judged(known.get(), to, caller);
        } finally {
            judging.set(null);
        }
    }

    private Decision judged(RegisteredVersion version, Stage to, Optional<String> caller) {
        ServedVersions served = registry.served();
        Optional<Served> file = served.find(version.model(), version.version());
        if (file.isEmpty()) {
            return new Decision.Conflict("serving.yaml does not declare this version now; declare it, then ask again");
        }
        Decision.Conflict changed = new Decision.Conflict(
                "the version's file " + file.get().model().file().getFileName()
                        + " is not the one that was registered (SHA-256 " + version.digest()
                        + "); put that one back, or load the model anew and begin in development");
        if (!isAsRegistered(file.get(), version)) {
            return changed;
        }
        List<GateResult> results;
        try (Trial trial = trials.load(file.get().model())) {
            if (!isAsRegistered(file.get(), version)) {
                return changed;
            }
            results = results(served.config().gatesInto(to, version.model()), version, caller, trial.predictor());
        } catch (InvalidConfig e) {
            return new Decision.Conflict("the version does not load to be judged: " + e.getMessage());
        }
        return registry.decide(version.model(), version.version(), now -> concluded(version, now, to, caller, results));
    }

    private static boolean isAsRegistered(Served served, RegisteredVersion version) {
        try {
            return served.digest().equals(version.digest())
                    && Digests.of(served.model().file()).equals(version.digest());
        } catch (IOException _) {
            return false;
        }
    }

    private List<GateResult> results(
            List<GateConfig> gates, RegisteredVersion version, Optional<String> caller, Predictor predictor) {
        List<GateResult> results = new ArrayList<>();
        for (GateConfig gate : gates) {
            results.add(
                    switch (gate) {
                        case GateConfig.GoldenParity parity -> by(parity.cases(), Gates.judge(parity, predictor));
                        case GateConfig.Latency latency -> by(latency.cases(), Gates.judge(latency, predictor));
                        case GateConfig.Fairness fairness -> by(fairness.data(), Gates.judge(fairness, predictor));
                        // Read again: somebody may have agreed while the gates before were judged.
                        case GateConfig.Approval approval ->
                            ApprovalGate.judge(
                                    approval,
                                    registry.find(version.model(), version.version())
                                            .orElse(version),
                                    caller);
                    });
        }
        return results;
    }

    /** The result with what it rests on, so that the log tells it. */
    private static GateResult by(Path file, GateResult result) {
        Map<String, Object> evidence = new LinkedHashMap<>(result.evidence());
        evidence.put("file", file.getFileName());
        try {
            evidence.put("file_sha256", Digests.of(file));
        } catch (IOException e) {
            evidence.put("file_sha256", "cannot be read (" + e.getMessage() + ")");
        }
        return new GateResult(result.gate(), result.verdict(), result.reason(), evidence);
    }

    private Decision concluded(
            RegisteredVersion before,
            RegisteredVersion now,
            Stage to,
            Optional<String> caller,
            List<GateResult> results) {
        if (now.stage() != before.stage() || !now.digest().equals(before.digest())) {
            return new Decision.Conflict(
                    "the version went to " + now.stage().label() + " or got another file while it was judged");
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("from", before.stage().label());
        facts.put("to", to.label());
        facts.put("gates", results.stream().map(GateResult::toMap).toList());
        boolean passed = results.stream().allMatch(result -> result.verdict() == Verdict.PASSED);
        if (!passed && isLogged(now, to, results)) {
            return new Decision.Held(now, results);
        }
        RegisteredVersion after =
                registry.record(now.model(), now.version(), passed ? Event.PROMOTED : Event.HELD, caller, facts);
        return passed ? new Decision.Done(after, results) : new Decision.Held(after, results);
    }

    /** Whether the log ends with the same verdicts on the version: told each time again, they would fill it. */
    private static boolean isLogged(RegisteredVersion now, Stage to, List<GateResult> results) {
        Judged found =
                new Judged(to.label(), results.stream().map(GateResult::toMap).toList());
        return now.judged().filter(found::isAlike).isPresent();
    }
}
