package academy.ascent.reference.registry;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.config.RegistryConfig;
import academy.ascent.reference.config.Stage;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.registry.Entry.Event;
import academy.ascent.reference.registry.ServedVersions.Served;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Keeps account of versions and their stages, all of which follows from its log; safe for use by several threads. */
public final class Registry implements AutoCloseable {
    private final Path folder;
    private final RegistryLog log;
    private final InstantSource clock;
    private final EventLog events;
    private final Map<String, Map<String, RegisteredVersion>> models;
    private ServedVersions served;

    private Registry(
            RegistryConfig config,
            RegistryLog log,
            Map<String, Map<String, RegisteredVersion>> models,
            InstantSource clock,
            EventLog events) {
        this.models = models;
        this.folder = config.folder();
        this.log = log;
        this.clock = clock;
        this.events = events;
        this.served = ServedVersions.none(config);
    }

    /**
     * Opens the folder's registry, or begins one.
     *
     * @throws InvalidConfig if its log has been changed, or cannot be read or written
     */
    public static Registry open(RegistryConfig config, InstantSource clock, EventLog events) {
        Map<String, Map<String, RegisteredVersion>> models = new TreeMap<>();
        RegistryLog log = RegistryLog.open(config.folder(), entry -> apply(entry, models));
        if (log.cutBytes() > 0) {
            events.event("registry-log-cut", Map.of("bytes", log.cutBytes()));
        }
        return new Registry(config, log, models, clock, events);
    }

    /** Where its log is kept. */
    public Path folder() {
        return folder;
    }

    /**
     * Finds out what will be served, without an effect yet.
     *
     * @param isFresh whether a version was loaded for this configuration
     * @throws InvalidConfig if a file cannot be read
     */
    public synchronized ServedVersions prepare(
            RegistryConfig config, List<ModelConfig> versions, Predicate<ModelConfig> isFresh) {
        return served.next(config, versions, isFresh);
    }

    /** Takes these versions as those that are served from now on, without a word of it in the log. */
    public synchronized void expect(ServedVersions next) {
        served = next;
    }

    /** Keeps account of these versions from now on. */
    public synchronized void serve(ServedVersions next) {
        take(next.keeping(served));
    }

    private void take(ServedVersions next) {
        expect(next);
        next.all().forEach(this::note);
    }

    /** Looks at a model's files again, since they were loaded anew. */
    public synchronized void reloaded(String model) {
        try {
            take(served.reloaded(model));
        } catch (InvalidConfig e) {
            notWritten(model, "all", e);
        }
    }

    /**
     * A new version begins in development, and one whose file is another than before goes back there. What cannot be
     * recorded is said in the server's log, and tried again with the next configuration.
     */
    private void note(Served version) {
        ModelConfig model = version.model();
        Optional<RegisteredVersion> known = find(model.name(), model.version());
        if (known.filter(before -> before.digest().equals(version.digest())).isPresent()) {
            return;
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("digest", version.digest());
        facts.put("lineage", version.lineage());
        known.ifPresent(before -> facts.put("from", before.stage().label()));
        Event event = known.isPresent() ? Event.CHANGED : Event.REGISTERED;
        try {
            record(model.name(), model.version(), event, Optional.empty(), facts);
        } catch (LogNotWritten e) {
            notWritten(model.name(), model.version(), e);
        }
    }

    private void notWritten(String model, String version, RuntimeException cause) {
        events.event(
                "registry-not-written",
                Map.of("model", model, "version", version, "cause", String.valueOf(cause.getMessage())));
    }

    /** These models, where a request that names no version is for the one in production. */
    public synchronized Predictors over(Predictors all) {
        return DefaultVersions.of(this, all);
    }

    /** The version that entered the stage last, is still in it, and is served from the file that was registered. */
    synchronized Optional<String> versionIn(String model, Stage stage) {
        return models.getOrDefault(model, Map.of()).values().stream()
                .filter(version -> version.stage() == stage && isServed(version))
                .max(Comparator.comparing(RegisteredVersion::since))
                .map(RegisteredVersion::version);
    }

    /** Whether what is served is what was registered. */
    synchronized boolean isServed(RegisteredVersion version) {
        return served.find(version.model(), version.version())
                .filter(each -> each.digest().equals(version.digest()))
                .isPresent();
    }

    synchronized ServedVersions served() {
        return served;
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

    /** The log's latest entries on a version, at most so many, oldest first. */
    synchronized List<Entry> history(String model, String version, int most) {
        return log.latest(
                most, line -> line.model().equals(model) && line.version().equals(version));
    }

    /** The digest of the log's last line. */
    synchronized String head() {
        return log.head();
    }

    /** Lets the rule decide on a version as it is now; nothing comes between what it sees and what it records. */
    synchronized Decision decide(String model, String version, Function<RegisteredVersion, Decision> rule) {
        Optional<RegisteredVersion> known = find(model, version);
        if (known.isEmpty()) {
            return Decision.Unknown.version(model, version);
        }
        try {
            return rule.apply(known.get());
        } catch (LogNotWritten e) {
            return new Decision.NotRecorded(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Records what happened to a version.
     *
     * @throws LogNotWritten if it cannot; then it has not happened
     */
    synchronized RegisteredVersion record(
            String model, String version, Event event, Optional<String> by, Map<String, Object> facts) {
        return apply(log.append(clock.instant(), model, version, event, by, facts), models);
    }

    private static RegisteredVersion apply(Entry entry, Map<String, Map<String, RegisteredVersion>> models) {
        return models.computeIfAbsent(entry.model(), _ -> new LinkedHashMap<>())
                .compute(
                        entry.version(),
                        (_, before) -> before == null ? RegisteredVersion.registered(entry) : before.after(entry));
    }

    @Override
    public synchronized void close() {
        log.close();
    }
}
