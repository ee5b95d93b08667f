package academy.ascent.sandbox.local;

import academy.ascent.sandbox.AutoscalerStatus;
import academy.ascent.sandbox.admission.Autoscaler;
import academy.ascent.sandbox.admission.Autoscaler.Goal;
import academy.ascent.sandbox.admission.DesiredState;
import academy.ascent.sandbox.admission.ScalableWorkload;
import academy.ascent.sandbox.admission.Workload;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Measures pods every now and then and sets how many of them there are to be; making them is left to others. */
final class Autoscalers {
    private final Controllers controllers;
    private final Duration every;
    private final Map<String, AutoscalerRun> runs = new HashMap<>();
    private final Map<String, OptionalInt> utilizations = new HashMap<>();
    private final Map<String, List<AutoscalerStatus.Rate>> seenRates = new HashMap<>();
    private final CounterRates rates = new CounterRates();
    private Map<Pod, Duration> before = Map.of();
    private Duration looked = Duration.ZERO;

    /**
     * @param every how often pods are measured
     */
    Autoscalers(Controllers controllers, Duration every) {
        this.controllers = controllers;
        this.every = every;
    }

    /**
     * One round: the state with as many replicas as are wanted now.
     *
     * @param now on the clock of {@link System#nanoTime}
     */
    DesiredState reconcile(DesiredState desired, Duration now) {
        if (desired.autoscalers().isEmpty() || !before.isEmpty() && now.compareTo(looked.plus(every)) < 0) {
            return desired;
        }
        Map<Pod, Duration> used = new HashMap<>();
        Map<Pod, Set<String>> counters = new HashMap<>();
        controllers.pods().stream()
                .filter(pod -> !pod.isTerminating() && !pod.isGone())
                .forEach(pod -> used.put(pod, pod.cpuTime()));
        DesiredState state = desired;
        for (Autoscaler autoscaler : desired.autoscalers().values()) {
            state = reconcile(autoscaler, state, used, now);
            used.keySet().stream()
                    .filter(pod -> pod.workload().equals(autoscaler.target()))
                    .forEach(pod ->
                            counters.computeIfAbsent(pod, _ -> new HashSet<>()).addAll(autoscaler.counters()));
        }
        counters.values().removeIf(Set::isEmpty);
        rates.look(counters);
        before = used;
        looked = now;
        return state;
    }

    private DesiredState reconcile(Autoscaler autoscaler, DesiredState state, Map<Pod, Duration> used, Duration now) {
        if (!(state.workloads().get(autoscaler.target()) instanceof ScalableWorkload workload)
                || !autoscaler.scales(workload)) {
            return state;
        }
        List<Pod> own = used.keySet().stream()
                .filter(pod -> pod.workload().equals(workload.name()))
                .toList();
        List<AutoscalerRun.Pod> pods = own.stream()
                .map(pod -> seen(pod, used.getOrDefault(pod, Duration.ZERO), now))
                .toList();
        AutoscalerRun.View view = goal -> goal instanceof Goal.Rate rate ? counted(own, rate, now) : pods;
        utilizations.put(autoscaler.name(), AutoscalerRun.utilization(pods));
        seenRates.put(autoscaler.name(), rates(autoscaler, view));
        int wanted = runs.computeIfAbsent(autoscaler.name(), _ -> new AutoscalerRun())
                .next(autoscaler, workload.replicas(), view, now);
        return wanted == workload.replicas() ? state : state.with(workload.scaled(wanted));
    }

    private AutoscalerRun.Pod seen(Pod pod, Duration used, Duration now) {
        int request = pod.container().resources().cpuRequestMillis();
        Duration earlier = before.get(pod);
        if (earlier == null) {
            AutoscalerRun.Sight sight = pod.hasBegun() ? AutoscalerRun.Sight.MISSING : AutoscalerRun.Sight.UNREADY;
            return new AutoscalerRun.Pod(sight, 0, request);
        }
        Duration window = now.minus(looked);
        // One that is just gone has used nothing.
        long millis = Math.max(0, used.minus(earlier).toNanos() * 1000 / window.toNanos());
        return new AutoscalerRun.Pod(
                pod.isMeasurable(window) ? AutoscalerRun.Sight.MEASURED : AutoscalerRun.Sight.UNREADY, millis, request);
    }

    private List<AutoscalerRun.Pod> counted(List<Pod> pods, Goal.Rate rate, Duration now) {
        // What was begun at the last look; one before that has been answered by then, or not at all.
        Duration since = now.minus(every.multipliedBy(2));
        return pods.stream()
                .map(pod -> {
                    OptionalDouble perSecond = rates.perSecond(pod, rate.counter(), since);
                    AutoscalerRun.Sight sight = perSecond.isPresent()
                            ? AutoscalerRun.Sight.MEASURED
                            : pod.hasBegun() ? AutoscalerRun.Sight.MISSING : AutoscalerRun.Sight.UNREADY;
                    return new AutoscalerRun.Pod(sight, Math.round(perSecond.orElse(0) * 1000), 0);
                })
                .toList();
    }

    private static List<AutoscalerStatus.Rate> rates(Autoscaler autoscaler, AutoscalerRun.View view) {
        return autoscaler.rates().stream()
                .map(rate -> new AutoscalerStatus.Rate(
                        rate.metric(), AutoscalerRun.perSecond(view.of(rate)), rate.millis() / 1000.0))
                .toList();
    }

    List<AutoscalerStatus> statuses(DesiredState desired) {
        return desired.autoscalers().values().stream()
                .map(autoscaler -> status(autoscaler, desired.workloads().get(autoscaler.target())))
                .toList();
    }

    private AutoscalerStatus status(Autoscaler autoscaler, @Nullable Workload target) {
        return new AutoscalerStatus(
                autoscaler.name(),
                autoscaler.target(),
                utilizations.getOrDefault(autoscaler.name(), OptionalInt.empty()),
                seenRates.getOrDefault(autoscaler.name(), List.of()),
                autoscaler.minReplicas(),
                autoscaler.maxReplicas(),
                target != null && autoscaler.scales(target) ? target.replicas() : 0);
    }
}
