package academy.ascent.grader.check;

import academy.ascent.grader.check.RolloutPhase.Kind;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.RolloutStatus;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Changes the release of one submission as a pipeline would, while a load runs. */
final class ReleaseChanges {
    private static final long LOOK_NANOS = 20_000_000;

    private final Stage stage;
    private final RolloutSettings settings;
    private final Manifests first;
    private final Manifests next;
    private final CaseBook nextAnswers;
    private final Pace pace;
    private final SplittableRandom random;

    /**
     * How long things are given.
     *
     * @param settles from the completion until no client can still hold an endpoint that has gone
     * @param margin how long a phase lasts at least after its completion; longer than {@code settles}
     * @param jitter by how much longer a phase may last by chance, so that no change keeps step with what recurs in the
     *     service, such as its batches
     * @param badWait how long a release that never becomes ready is waited for
     */
    record Pace(Duration settles, Duration margin, Duration jitter, Duration badWait) {}

    /**
     * @param first the submission's own manifests
     * @param next the same with the release to roll out
     * @param nextAnswers the cases with the answers of that release
     * @param random draws how long phases last
     */
    ReleaseChanges(
            Stage stage,
            RolloutSettings settings,
            Manifests first,
            Manifests next,
            CaseBook nextAnswers,
            Pace pace,
            SplittableRandom random) {
        this.stage = stage;
        this.settings = settings;
        this.first = first;
        this.next = next;
        this.nextAnswers = nextAnswers;
        this.pace = pace;
        this.random = random;
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
                load, new Change(Kind.BAD_RELEASE, episode, begin, takenBack, nextAnswers, stage.cases()), complete);
    }

    /**
     * @param from when the change began whose time is told
     * @param before the answers of the release that goes
     * @param after the answers of the release that comes
     */
    private record Change(Kind kind, int episode, long begin, long from, CaseBook before, CaseBook after) {}

    private RolloutPhase phase(Load load, Change change, boolean complete) {
        long done = load.now();
        long least = Math.max(
                change.begin() + settings.window().toNanos(),
                done + pace.margin().toNanos());
        long end = least + random.nextLong(pace.jitter().toNanos());
        return RolloutPhase.of(
                change.kind(),
                change.episode(),
                change.begin(),
                done,
                end,
                Duration.ofNanos(done - change.from()),
                complete,
                load.settled(change.begin(), end),
                new ReleaseAnswers(change.before(), change.after(), settled(change, complete, done)));
    }

    /** From when on only the release that comes may answer; a bad release never takes the first one's place. */
    private long settled(Change change, boolean complete, long done) {
        if (change.kind() == Kind.BAD_RELEASE) {
            return change.begin();
        }
        return complete ? done + pace.settles().toNanos() : Long.MAX_VALUE;
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
