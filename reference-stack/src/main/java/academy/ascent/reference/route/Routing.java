package academy.ascent.reference.route;

import academy.ascent.reference.calibration.Calibration;
import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.RouteConfig;
import academy.ascent.reference.config.RouteConfig.Canary;
import academy.ascent.reference.config.RouteConfig.Ensemble;
import academy.ascent.reference.config.RouteConfig.Select;
import academy.ascent.reference.config.RouteConfig.Shadow;
import academy.ascent.reference.config.RouteConfig.Single;
import academy.ascent.reference.config.RouteConfig.Split;
import academy.ascent.reference.config.TargetConfig;
import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.UnknownModel;
import academy.ascent.reference.route.RouteReport.ArmReport;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** All routes of a configuration. Of the configuration before, each that is declared as it was keeps what it counted. */
public final class Routing {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final RouteEvents events;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    private record Entry(RouteConfig config, Strategy strategy, RuleStep rules, List<ArmCounts> counts) {}

    private Routing(RouteEvents events, InstantSource clock, LongSupplier nanoTime) {
        this.events = events;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** A routing without a route. */
    public static Routing none(RouteEvents events, InstantSource clock) {
        return new Routing(events, clock, System::nanoTime);
    }

    static Routing none(RouteEvents events, InstantSource clock, LongSupplier nanoTime) {
        return new Routing(events, clock, nanoTime);
    }

    /**
     * The routing of the next configuration.
     *
     * @throws InvalidConfig if a calibration cannot be learnt
     */
    public Routing next(List<RouteConfig> declared) {
        Routing next = new Routing(events, clock, nanoTime);
        for (RouteConfig config : declared) {
            Entry before = entries.get(config.name());
            next.entries.put(
                    config.name(),
                    before != null && before.config().declaresSame(config) ? before : next.entry(config));
        }
        return next;
    }

    private Entry entry(RouteConfig config) {
        List<ArmCounts> counts =
                config.targets().stream().map(_ -> new ArmCounts()).toList();
        return new Entry(config, strategy(config), new RuleStep(config.rules()), counts);
    }

    private Strategy strategy(RouteConfig config) {
        String name = config.name();
        return switch (config.kind()) {
            case Single _ -> new AliasStrategy();
            case Canary canary ->
                new CanaryStrategy(
                        canary,
                        name.hashCode(),
                        () -> new CanaryTrial(canary.rollback(), clock, decision -> events.rolledBack(name, decision)));
            case Split split -> new SplitStrategy(name, split);
            case Shadow shadow -> new ShadowStrategy(shadow, ShadowStrategy.oneThread(name));
            case Ensemble ensemble ->
                new EnsembleStrategy(ensemble, ensemble.calibration().map(Calibration::read));
            case Select select -> new SelectStrategy(select);
        };
    }

    /** These models and, beside them, the routes over them. */
    public Predictors over(Predictors models) {
        return over(models, true);
    }

    /** The same for requests that nobody sent: they leave no trace in counts, trials, outcomes and shadows. */
    public Predictors uncounted(Predictors models) {
        return over(models, false);
    }

    private Predictors over(Predictors models, boolean counted) {
        Map<String, Predictor> routes = new LinkedHashMap<>();
        entries.keySet().forEach(name -> route(name, models, routes, counted));
        return new RoutedPredictors(routes, models);
    }

    private Predictor route(String name, Predictors models, Map<String, Predictor> routes, boolean counted) {
        Predictor known = routes.get(name);
        if (known != null) {
            return known;
        }
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new UnknownModel("there is no route \"" + name + "\"");
        }
        List<Arm> arms = new ArrayList<>();
        for (TargetConfig target : entry.config().targets()) {
            arms.add(new Arm(
                    name,
                    target,
                    entries.containsKey(target.name())
                            ? route(target.name(), models, routes, counted)
                            : models.find(target.name(), target.version().orElse(null)),
                    counted ? entry.counts().get(arms.size()) : new ArmCounts(),
                    nanoTime));
        }
        Route counting = new Route(entry.config(), entry.strategy(), entry.rules(), List.copyOf(arms));
        Predictor route = counted ? counting : new UncountedRoute(counting);
        routes.put(name, route);
        return route;
    }

    /**
     * Checks that the routes' targets answer what the routes speak of; those that are not loaded yet are not asked.
     *
     * @throws InvalidConfig if they do not
     */
    public void check(Predictors routed) {
        for (Entry entry : entries.values()) {
            OutputCheck.check(entry.config(), routed);
        }
    }

    /** Reports of all routes. */
    public List<RouteReport> reports() {
        return entries.keySet().stream().map(this::report).toList();
    }

    /**
     * A route's report.
     *
     * @throws UnknownModel if there is no such route
     */
    public RouteReport report(String name) {
        Entry entry = known(name);
        List<ArmReport> arms = new ArrayList<>();
        for (TargetConfig target : entry.config().targets()) {
            ArmCounts counts = entry.counts().get(arms.size());
            arms.add(new ArmReport(
                    target.arm(),
                    target.name(),
                    target.version().orElse(""),
                    target.weight(),
                    counts.requests(),
                    counts.failures(),
                    counts.seconds()));
        }
        return new RouteReport(
                name, entry.strategy().kind(), arms, entry.strategy().detail());
    }

    /**
     * Lets a route forget what it decided.
     *
     * @throws UnknownModel if there is no such route
     * @throws academy.ascent.reference.protocol.RejectedRequest if it decides nothing
     */
    public void reset(String name) {
        known(name).strategy().reset();
        events.reset(name);
    }

    /**
     * Tells a route how an answer turned out.
     *
     * @throws UnknownModel if there is no such route
     * @throws academy.ascent.reference.protocol.RejectedRequest if it does not ask for that
     */
    public void outcome(String name, Outcome outcome) {
        known(name).strategy().outcome(outcome);
    }

    private Entry known(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new UnknownModel("unknown route \"" + name + "\"; this server has " + entries.keySet());
        }
        return entry;
    }
}
