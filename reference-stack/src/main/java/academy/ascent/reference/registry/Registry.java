package academy.ascent.reference.registry;

import academy.ascent.reference.config.GateConfig;
import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.RegistryConfig;
import academy.ascent.reference.config.Stage;
import academy.ascent.reference.gate.GateResult;
import academy.ascent.reference.gate.Gates;
import academy.ascent.reference.gate.Verdict;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.UnknownModel;
import academy.ascent.reference.registry.Entry.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps account of the versions' stages; safe for use by several threads.
 *
 * <p>All that it knows follows from its log. One promotion is judged at a time, since a latency measured beside another
 * judgement would be another one's; the others are refused meanwhile.
 */
public final class Registry implements AutoCloseable {
    private final Path folder;
    private final RegistryLog log;
    private final InstantSource clock;
    private final EventLog events;
    private final Map<String, Map<String, RegisteredVersion>> models = new TreeMap<>();
    private final List<StageListener> listeners = new CopyOnWriteArrayList<>();
    private Optional<InForce> inForce = Optional.empty();
    private String judging = "";

    private Registry(Path folder, RegistryLog log, InstantSource clock, EventLog events) {
        this.folder = folder;
        this.log = log;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Opens the folder's registry, or begins one.
     *
     * @throws InvalidConfig if its log has been changed, or cannot be read or written
     */
    public static Registry open(Path folder, InstantSource clock, EventLog events) {
        RegistryLog log = RegistryLog.open(folder);
        Registry registry = new Registry(folder, log, clock, events);
        if (log.cutBytes() > 0) {
            events.event(
                    "registry-log-cut",
                    Map.of("bytes", log.cutBytes(), "entries", log.entries().size()));
        }
        log.entries().forEach(registry::apply);
        return registry;
    }

    /** Where its log is kept. */
    public Path folder() {
        return folder;
    }

    /**
     * Finds out what is new among the served versions, without an effect yet.
     *
     * @throws InvalidConfig if a file cannot be read
     */
    public synchronized ServedVersions prepare(RegistryConfig config, List<VersionFile> files) {
        return ServedVersions.of(config, files, this::find);
    }

    /**
     * Keeps account of these versions from now on; a new one begins in development, and one whose file is another than
     * before goes back there. What cannot be recorded is said in the server's log, and tried again with the next
     * configuration.
     */
    public synchronized void serve(ServedVersions next, Predictors predictors) {
        inForce = Optional.of(new InForce(next, predictors));
        for (ServedVersions.News news : next.news()) {
            VersionFile file = news.file();
            try {
                record(file.model(), file.version(), news.event(), Optional.empty(), news.facts());
            } catch (LogNotWritten e) {
                events.event(
                        "registry-not-written",
                        Map.of(
                                "model",
                                file.model(),
                                "version",
                                file.version(),
                                "cause",
                                String.valueOf(e.getMessage())));
            }
        }
    }

    /** The version that entered the stage last and is still in it. */
    public synchronized Optional<String> versionIn(String model, Stage stage) {
        return models.getOrDefault(model, Map.of()).values().stream()
                .filter(version -> version.stage() == stage
                        && file(model, version.version()).isPresent())
                .max(Comparator.comparing(RegisteredVersion::since))
                .map(RegisteredVersion::version);
    }

    /** Tells of every later change. */
    public void onChange(StageListener listener) {
        listeners.add(listener);
    }

    /** All versions, by model. */
    synchronized List<RegisteredVersion> versions() {
        return models.values().stream()
                .flatMap(versions -> versions.values().stream())
                .toList();
    }

    synchronized Optional<RegisteredVersion> find(String model, String version) {
        return Optional.ofNullable(models.getOrDefault(model, Map.of()).get(version));
    }

    /** The log's entries on a version, oldest first. */
    synchronized List<Entry> history(String model, String version) {
        return log.entries().stream()
                .filter(entry -> entry.model().equals(model) && entry.version().equals(version))
                .toList();
    }

    synchronized String head() {
        return log.head();
    }

    /** Names who registers a version that the server found, and where it comes from. */
    synchronized Decision register(String model, String version, Map<String, Object> lineage, Optional<String> caller) {
        Optional<RegisteredVersion> known = find(model, version);
        if (known.isEmpty()) {
            return unknown(model, version);
        }
        if (caller.isEmpty()) {
            return new Decision.Forbidden("registering needs an API key, so that it is known who registered");
        }
        if (known.get().registeredBy().isPresent() || known.get().stage() != Stage.DEVELOPMENT) {
            return new Decision.Conflict("version \"" + version + "\" of \"" + model + "\" is registered already"
                    + known.get().registeredBy().map(person -> " by " + person).orElse(" and has left development"));
        }
        Map<String, Object> all = new LinkedHashMap<>(known.get().lineage());
        all.putAll(lineage);
        return recorded(
                model,
                version,
                Event.REGISTERED,
                caller,
                Map.of("digest", known.get().digest(), "lineage", all));
    }

    /** Notes that the caller agrees to the version's next promotion. */
    synchronized Decision approve(String model, String version, Optional<String> caller) {
        Optional<RegisteredVersion> known = find(model, version);
        if (known.isEmpty()) {
            return unknown(model, version);
        }
        if (caller.isEmpty()) {
            return new Decision.Forbidden("approving needs an API key, so that it is known who approved");
        }
        RegisteredVersion found = known.get();
        if (found.registeredBy().equals(caller)) {
            return new Decision.Forbidden(
                    "\"" + caller.get() + "\" registered this version; somebody else must approve");
        }
        if (found.stage().next().isEmpty()) {
            return new Decision.Conflict(
                    "the version is in " + found.stage().label() + ", from where none is promoted");
        }
        if (found.approvals().contains(caller.get())) {
            return new Decision.Conflict("\"" + caller.get() + "\" has approved already");
        }
        String to = found.stage().next().orElseThrow().label();
        return recorded(model, version, Event.APPROVED, caller, Map.of("to", to));
    }

    /** Takes the version out of use; the only one in production only if forced. */
    synchronized Decision retire(String model, String version, boolean forced, Optional<String> caller) {
        Optional<RegisteredVersion> known = find(model, version);
        if (known.isEmpty()) {
            return unknown(model, version);
        }
        Stage stage = known.get().stage();
        if (stage == Stage.RETIRED) {
            return new Decision.Conflict("the version is retired already");
        }
        long inProduction = models.getOrDefault(model, Map.of()).values().stream()
                .filter(other -> other.stage() == Stage.PRODUCTION)
                .count();
        if (stage == Stage.PRODUCTION && inProduction == 1 && !forced) {
            return new Decision.Conflict("version \"" + version + "\" is the only one of \"" + model
                    + "\" in production; promote another first, or send {\"force\": true}");
        }
        return recorded(model, version, Event.RETIRED, caller, Map.of("from", stage.label(), "forced", forced));
    }

    /** Runs the gates before the stage and, if all pass, promotes; blocks for as long as they take. */
    Decision promote(String model, String version, Stage to, Optional<String> caller) {
        RegisteredVersion before;
        List<GateConfig> gates;
        Predictor predictor;
        synchronized (this) {
            Optional<RegisteredVersion> known = find(model, version);
            if (known.isEmpty()) {
                return unknown(model, version);
            }
            before = known.get();
            Optional<Decision> refusal = refusal(before, to);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            InForce now = inForce.orElseThrow();
            try {
                predictor = now.predictors().find(model, version);
            } catch (UnknownModel e) {
                return new Decision.Conflict("the version is not served now: " + e.getMessage());
            }
            gates = now.versions().config().gatesInto(to, model);
            judging = "version \"" + version + "\" of \"" + model + "\" to " + to.label()
                    + caller.map(person -> ", asked for by " + person).orElse("");
        }
        try {
            return judged(before, to, caller, gates, predictor);
        } finally {
            synchronized (this) {
                judging = "";
            }
        }
    }

    private Optional<Decision> refusal(RegisteredVersion version, Stage to) {
        if (!judging.isEmpty()) {
            return Optional.of(
                    new Decision.Conflict("another promotion is being judged: " + judging + "; try again after it"));
        }
        Optional<Stage> next = version.stage().next();
        if (next.isEmpty() || next.get() != to) {
            return Optional.of(
                    new Decision.Conflict("the version is in " + version.stage().label() + ", from where "
                            + next.map(stage -> "it can be promoted to " + stage.label() + " only")
                                    .orElse("none is promoted")));
        }
        Optional<Path> file = file(version.model(), version.version());
        try {
            if (file.isEmpty() || !Digests.of(file.get()).equals(version.digest())) {
                return Optional.of(new Decision.Conflict(
                        "the version's file is not there or not the one that was registered; load the model anew"));
            }
        } catch (IOException e) {
            return Optional.of(new Decision.Conflict("the version's file cannot be read (" + e.getMessage() + ")"));
        }
        return Optional.empty();
    }

    private Decision judged(
            RegisteredVersion before, Stage to, Optional<String> caller, List<GateConfig> gates, Predictor predictor) {
        List<GateResult> results = new ArrayList<>();
        for (GateConfig gate : gates) {
            results.add(
                    switch (gate) {
                        case GateConfig.GoldenParity parity -> Gates.judge(parity, predictor);
                        case GateConfig.Latency latency -> Gates.judge(latency, predictor);
                        case GateConfig.Fairness fairness -> Gates.judge(fairness, predictor);
                        // Read again: somebody may have agreed while the gates before were judged.
                        case GateConfig.Approval approval ->
                            ApprovalGate.judge(
                                    approval,
                                    find(before.model(), before.version()).orElse(before),
                                    caller);
                    });
        }
        boolean passed = results.stream().allMatch(result -> result.verdict() == Verdict.PASSED);
        return concluded(before, to, caller, results, passed);
    }

    private synchronized Decision concluded(
            RegisteredVersion before, Stage to, Optional<String> caller, List<GateResult> results, boolean passed) {
        RegisteredVersion now = find(before.model(), before.version()).orElse(before);
        if (now.stage() != before.stage() || !now.digest().equals(before.digest())) {
            return new Decision.Conflict(
                    "the version went to " + now.stage().label() + " or got another file while it was judged");
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("from", before.stage().label());
        facts.put("to", to.label());
        facts.put("gates", results.stream().map(GateResult::toMap).toList());
        Event event = passed ? Event.PROMOTED : Event.HELD;
        try {
            RegisteredVersion after = record(before.model(), before.version(), event, caller, facts);
            return passed ? new Decision.Done(after, results) : new Decision.Held(after, results);
        } catch (LogNotWritten e) {
            return new Decision.NotRecorded(String.valueOf(e.getMessage()));
        }
    }

    private Decision recorded(
            String model, String version, Event event, Optional<String> by, Map<String, Object> facts) {
        try {
            return new Decision.Done(record(model, version, event, by, facts), List.of());
        } catch (LogNotWritten e) {
            return new Decision.NotRecorded(String.valueOf(e.getMessage()));
        }
    }

    private RegisteredVersion record(
            String model, String version, Event event, Optional<String> by, Map<String, Object> facts) {
        RegisteredVersion after = apply(log.append(clock.instant(), model, version, event, by, facts));
        listeners.forEach(listener -> listener.changed(model));
        return after;
    }

    private RegisteredVersion apply(Entry entry) {
        Map<String, RegisteredVersion> versions = models.computeIfAbsent(entry.model(), _ -> new LinkedHashMap<>());
        RegisteredVersion before = versions.get(entry.version());
        RegisteredVersion after = before == null ? RegisteredVersion.registered(entry) : before.after(entry);
        versions.put(entry.version(), after);
        return after;
    }

    private Optional<Path> file(String model, String version) {
        return inForce.flatMap(now -> now.versions().file(model, version));
    }

    private static Decision unknown(String model, String version) {
        return new Decision.Unknown("the registry has no version \"" + version + "\" of a model \"" + model + "\"");
    }

    @Override
    public void close() {
        log.close();
    }

    private record InForce(ServedVersions versions, Predictors predictors) {}
}
