package academy.ascent.platform.regrade;

import academy.ascent.platform.regrade.Difference.Effect;
import academy.ascent.platform.regrade.Regrade.State;
import academy.ascent.platform.submission.Submission;
import academy.ascent.site.Href;
import academy.ascent.site.regrade.RegradePage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A regrade as its page shows it. */
final class RegradeViews {
    private RegradeViews() {}

    static Href href(long id) {
        return Href.of("regrades", id);
    }

    static String word(Regrade regrade) {
        return switch (regrade.state()) {
            case RUNNING -> regrade.open() == 0 ? "ready" : "measuring";
            case APPLIED -> "applied";
            case DISCARDED -> "discarded";
            case REVERSED -> "taken back";
        };
    }

    static RegradePage of(Regrade regrade, List<Difference> differences) {
        return new RegradePage(
                regrade.title(),
                href(regrade.id()),
                word(regrade),
                finding(regrade, differences),
                regrade.reason(),
                "Against " + regrade.against().words() + ". Started by " + regrade.starter(),
                regrade.startedAt(),
                happened(regrade),
                differences.stream().map(RegradeViews::row).toList(),
                regrade.isReady(),
                regrade.state() == State.RUNNING,
                regrade.state() == State.APPLIED);
    }

    private static String finding(Regrade regrade, List<Difference> differences) {
        if (regrade.state() == State.RUNNING && regrade.open() > 0) {
            return (regrade.items() - regrade.open()) + " of " + regrade.items() + " are measured again";
        }
        var passed = count(differences, Effect.NEWLY_PASSED);
        var failed = count(differences, Effect.NEWLY_FAILED);
        var changed = passed + failed + count(differences, Effect.CHANGED);
        return "Of " + differences.size() + (differences.size() == 1 ? " submission " : " submissions ") + changed
                + (changed == 1 ? " changes: " : " change: ") + passed + " newly passed, " + failed + " not any more";
    }

    private static long count(List<Difference> differences, Effect effect) {
        return differences.stream().filter(one -> one.effect() == effect).count();
    }

    private static Optional<RegradePage.Happened> happened(Regrade regrade) {
        var ended = regrade.endedAt();
        var applied = regrade.appliedAt();
        if (ended != null) {
            var verb = regrade.state() == State.DISCARDED ? "Discarded by " : "Applied, and taken back by ";
            return Optional.of(new RegradePage.Happened(verb + regrade.ender(), ended));
        }
        return applied == null
                ? Optional.empty()
                : Optional.of(new RegradePage.Happened("Applied by " + regrade.applier(), applied));
    }

    private static RegradePage.Row row(Difference one) {
        var effect = one.effect();
        var known = effect != Effect.PENDING && effect != Effect.UNDECIDED;
        return new RegradePage.Row(
                one.learner(),
                "No. " + one.before().number(),
                Href.of("submissions", one.before().key()),
                one.before().state().word(),
                points(one.before()),
                one.regrading().state().word(),
                points(one.regrading()),
                Href.of("submissions", one.regrading().key()),
                known ? String.format(Locale.ROOT, "%+d", one.change()) : "–",
                effect.words(),
                effect == Effect.NEWLY_PASSED || effect == Effect.NEWLY_FAILED);
    }

    private static String points(Submission submission) {
        return submission.earned() == null ? "–" : submission.earned() + " of " + submission.points();
    }
}
