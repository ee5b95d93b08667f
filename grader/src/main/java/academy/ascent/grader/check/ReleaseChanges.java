package academy.ascent.grader.check;

import academy.ascent.grader.check.RolloutPhase.Kind;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.RolloutStatus;
import java.time.Duration;
import java.util.List;

/** Changes the release of one submission as a pipeline would, while a load runs. */
final class ReleaseChanges {
    private static final long LOOK_NANOS = 20_000_000;

    private final Stage stage;
    private final RolloutSettings settings;
    private final Manifests first;
    private final Manifests next;
    private final CaseBook nextAnswers;
    private final Pace pace;

    /**
     * How long things are given.
     *
     * @param settles from the completion until no client can still hold an endpoint that has gone
     * @param margin how long a phase lasts at least after its completion; longer than {@code settles}
     * @param badWait how long a release that never becomes ready is waited for
     */
    record Pace(Duration settles, Duration margin, Duration badWait) {}

    /**
     * @param first the submission's own manifests
     * @param next the same with the release to roll out
     * @param nextAnswers the cases with the answers of that release
     */
    ReleaseChanges(
            Stage stage, RolloutSettings settings, Manifests first, Manifests next, CaseBook nextAnswers, Pace pace) {
        this.stage = stage;
        this.settings = settings;
        this.first = first;
        this.next = next;
        this.nextAnswers = nextAnswers;
        this.pace = pace;
    }

    /** Runs the phases of an episode, up to the first that is not complete in time; whether all of them were. */
    boolean episode(Load load, int episode, List<RolloutPhase> phases) {
        phases.add(rollout(load, episode));
        if (phases.getLast().complete()) {
            phases.add(rollback(load, episode));
        }
        if (phases.getLast().complete() && settings.bad().isPresent()) {
            phases.add(tryBad(load, episode, settings.bad().get()));
        }
        return phases.getLast().complete();
    }

    private RolloutPhase rollout(Load load, int episode) {
        report(episode, Kind.ROLLOUT);
        long begin = load.now();
        publish(settings.release());
        apply(next);
        boolean complete = waitUntilComplete(load, settings.within());
        return phase(load, new Change(Kind.ROLLOUT, episode, begin, begin, stage.cases(), nextAnswers), complete);
    }

    private RolloutPhase rollback(Load load, int episode) {
        report(episode, Kind.ROLLBACK);
        long begin = load.now();
        apply(first);
        boolean complete = waitUntilComplete(load, settings.within());
        return phase(load, new Change(Kind.ROLLBACK, episode, begin, begin, nextAnswers, stage.cases()), complete);
    }

    /** The old replicas answer all the time; those that are missing come back when the release is taken back. */
    private RolloutPhase tryBad(Load load, int episode, Release bad) {
        report(episode, Kind.BAD_RELEASE);
        long begin = load.now();
        publish(bad);
        apply(bad.of(first).orElseThrow());
        waitUntilComplete(load, pace.badWait());
        long takenBack = load.now();
        apply(first);
        boolean complete = waitUntilComplete(load, settings.within());
        return phase(
                load, new Change(Kind.BAD_RELEASE, episode, begin, takenBack, stage.cases(), stage.cases()), complete);
    }

    /**
     * @param from when the change began whose time is told
     * @param before the answers of the release that goes
     * @param after the answers of the release that comes
     */
    private record Change(Kind kind, int episode, long begin, long from, CaseBook before, CaseBook after) {}

    private RolloutPhase phase(Load load, Change change, boolean complete) {
        long done = load.now();
        long end = Math.max(
                change.begin() + settings.window().toNanos(),
                done + pace.margin().toNanos());
        long settled = complete ? done + pace.settles().toNanos() : Long.MAX_VALUE;
        return RolloutPhase.of(
                change.kind(),
                change.episode(),
                change.begin(),
                done,
                end,
                Duration.ofNanos(done - change.from()),
                complete,
                load.settled(change.begin(), end),
                new ReleaseAnswers(change.before(), change.after(), settled));
    }

    private boolean waitUntilComplete(Load load, Duration atMost) {
        long end = load.now() + atMost.toNanos();
        while (!stage.sandbox().rollouts().stream().allMatch(RolloutStatus::isComplete)) {
            if (load.now() >= end) {
                return false;
            }
            load.await(load.now() + LOOK_NANOS);
        }
        return true;
    }

    private void publish(Release release) {
        release.folder(stage.lab()).ifPresent(stage.sandbox()::publish);
    }

    /** What was admitted is admitted again: a variable's value changes nothing that it was admitted by. */
    private void apply(Manifests manifests) {
        if (stage.sandbox().apply(manifests.files()) instanceof Admission.Refused refused) {
            throw new LabException("A release that only changes "
                    + settings.release().variable() + " is refused: " + String.join("; ", Manifests.words(refused)));
        }
    }

    private void report(int episode, Kind kind) {
        double done = (episode - 1 + kind.ordinal() / (double) settings.phases()) / settings.episodes();
        stage.report(
                Math.min(1, done),
                "Changing releases at " + Words.rate(settings.rate()) + ", " + kind.words() + " " + episode);
    }
}
