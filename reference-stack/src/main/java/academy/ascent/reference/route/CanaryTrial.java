package academy.ascent.reference.route;

import academy.ascent.reference.config.RouteConfig;
import academy.ascent.reference.route.RouteReport.CanaryDetail;
import academy.ascent.reference.route.RouteReport.Criterion;
import academy.ascent.reference.route.RouteReport.Rollback;
import academy.ascent.reference.statistics.SequentialTest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A candidate on trial against the stable target, window by window.
 *
 * <p>Each criterion is judged by a test that may be looked at after every request. The windows and the criteria share
 * the whole trial's {@code alpha}: window k has {@code alpha / (k (k + 1))}, which sums to {@code alpha} over all
 * windows, so that a candidate as good as the stable target is taken out with at most that probability, ever.
 */
final class CanaryTrial {
    private final RouteConfig.Rollback config;
    private final InstantSource clock;
    private final Consumer<Rollback> decided;
    private final long slowNanos;
    private int window;
    private int candidateRequests;
    private SequentialTest errors;
    private SequentialTest slow;
    private volatile Optional<Rollback> rollback = Optional.empty();

    CanaryTrial(RouteConfig.Rollback config, InstantSource clock, Consumer<Rollback> decided) {
        this.config = config;
        this.clock = clock;
        this.decided = decided;
        this.slowNanos = config.slowerThan().map(bound -> bound.toNanos()).orElse(Long.MAX_VALUE);
        this.window = 1;
        this.errors = new SequentialTest(alpha(), config.errorMargin());
        this.slow = new SequentialTest(alpha(), config.slowMargin());
    }

    boolean isOver() {
        return rollback.isPresent();
    }

    void stableAnswered(boolean failed, long nanos) {
        if (isOver()) {
            return;
        }
        synchronized (this) {
            errors.observeBaseline(failed);
            if (config.slowerThan().isPresent()) {
                slow.observeBaseline(nanos > slowNanos);
            }
            judge();
        }
    }

    void candidateAnswered(boolean failed, long nanos) {
        if (isOver()) {
            return;
        }
        synchronized (this) {
            errors.observeCandidate(failed);
            if (config.slowerThan().isPresent()) {
                slow.observeCandidate(nanos > slowNanos);
            }
            candidateRequests++;
            judge();
            if (candidateRequests == config.window() && !isOver()) {
                nextWindow();
            }
        }
    }

    private void judge() {
        if (isOver()) {
            return;
        }
        if (errors.candidateIsWorse()) {
            rollBack("errors", errors, config.errorMargin());
        } else if (slow.candidateIsWorse()) {
            rollBack("latency", slow, config.slowMargin());
        }
    }

    private void rollBack(String cause, SequentialTest test, double margin) {
        Rollback decision = new Rollback(clock.instant(), cause, window, criterion(test, margin));
        rollback = Optional.of(decision);
        decided.accept(decision);
    }

    private void nextWindow() {
        window++;
        candidateRequests = 0;
        errors = new SequentialTest(alpha(), config.errorMargin());
        slow = new SequentialTest(alpha(), config.slowMargin());
    }

    private double alpha() {
        double criteria = config.slowerThan().isPresent() ? 2 : 1;
        return config.alpha() / criteria / window / (window + 1.0);
    }

    private Criterion criterion(SequentialTest test, double margin) {
        return new Criterion(test.baseline(), test.candidate(), test.pValue(), alpha(), margin);
    }

    synchronized CanaryDetail detail() {
        return new CanaryDetail(
                config.alpha(),
                window,
                criterion(errors, config.errorMargin()),
                config.slowerThan().map(_ -> criterion(slow, config.slowMargin())),
                rollback);
    }
}
