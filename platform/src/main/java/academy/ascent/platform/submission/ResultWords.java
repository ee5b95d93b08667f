package academy.ascent.platform.submission;

import academy.ascent.grader.measure.GradingEvent;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.site.Href;
import academy.ascent.site.submission.ResultPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a result says in words. */
final class ResultWords {
    private static final Pattern FILE = Pattern.compile("^([A-Za-z0-9._/-]+\\.[a-z]+)[,:]");

    private ResultWords() {}

    static String headline(SubmissionState state) {
        return switch (state) {
            case QUEUED -> "Queued";
            case PREPARING -> "Preparing";
            case DEPLOYING -> "Deploying";
            case MEASURING -> "Measuring";
            case PASSED -> "Passed";
            case FAILED -> "Failed";
            case REFUSED -> "Refused";
            case INCONCLUSIVE -> "Inconclusive";
            case FAULTED -> "Faulted";
            case IN_REVIEW -> "In review";
        };
    }

    static String summary(Submission submission) {
        return switch (submission.state()) {
            case QUEUED, PREPARING, DEPLOYING, MEASURING ->
                "Your files are frozen and being graded. This page follows along; you may also close it and come back.";
            case PASSED ->
                submission.earned() + " of " + submission.points() + " points; " + submission.pass()
                        + " were needed, with every must met.";
            case FAILED ->
                submission.earned() + " of " + submission.points() + " points; " + submission.pass()
                        + " are needed, with every must met. " + sentence(submission.reason());
            case REFUSED -> "It cannot be deployed as it is, so nothing was measured.";
            case INCONCLUSIVE -> "This machine could not tell. That says nothing about your work.";
            case IN_REVIEW ->
                submission.earned() + " of " + submission.points() + " points are certain; " + submission.pass()
                        + " pass. " + sentence(submission.reason());
            case FAULTED -> "Something broke on our side, and repeating it did not help. This is our fault, not yours.";
        };
    }

    static List<String> reasons(Submission submission) {
        return switch (submission.state()) {
            case REFUSED, INCONCLUSIVE, FAULTED ->
                submission.reason().lines().filter(line -> !line.isBlank()).toList();
            case QUEUED, PREPARING, DEPLOYING, MEASURING, PASSED, FAILED, IN_REVIEW -> List.of();
        };
    }

    static String attempt(Submission submission, List<Submission> handedIn) {
        if (submission.state().isOpen()) {
            return "Only a judgement, passed or failed, uses up an attempt.";
        }
        if (submission.state() == SubmissionState.IN_REVIEW) {
            return "No attempt is used until a person has decided.";
        }
        if (submission.state() == SubmissionState.FAULTED) {
            return "No attempt was used and no wait begins. Your files are as you left them; when you hand in again they get a"
                    + " fresh sandbox. If your cohort has a due date that you had not missed, it is later for you by the "
                    + Terms.words(submission.lost()) + " that this cost you.";
        }
        if (!submission.state().isJudgement()) {
            return "No attempt was used.";
        }
        var count = handedIn.stream()
                .filter(one -> one.state().isJudgement() && one.number() <= submission.number())
                .count();
        return "This was attempt " + count + "; it was used.";
    }

    static List<String> notes(List<RunRows.GradingRun> runs) {
        var notes = new ArrayList<String>();
        for (var run : runs) {
            var outcome = run.outcome();
            if (outcome == null || run == runs.getLast()) {
                continue;
            }
            notes.add(
                    switch (outcome) {
                        case "INTERRUPTED" -> "Run " + run.epoch() + ": " + run.reason();
                        case "INCONCLUSIVE" ->
                            "Run " + run.epoch() + " could not tell and was repeated: " + run.reason();
                        case "FAULTED" -> "Run " + run.epoch() + " broke on our side and was repeated: " + run.reason();
                        default -> "Run " + run.epoch() + ": " + outcome.toLowerCase(Locale.ROOT);
                    });
        }
        return notes;
    }

    static Optional<ResultPage.Check> firstFailing(List<ResultPage.Check> checks) {
        return checks.stream()
                .filter(check -> check.outcome().equals("failed"))
                .findFirst()
                .or(() -> checks.stream()
                        .filter(check -> check.outcome().equals("undecided"))
                        .findFirst());
    }

    /** Leads to the file that a reason begins with, if it names one. */
    static String fileLink(String lab, String reason) {
        var file = FILE.matcher(reason);
        return file.find() ? new Href(lab).with("file", file.group(1)).path() : lab;
    }

    static List<ResultPage.Fact> facts(Submission submission, GradingEvent.Concluded concluded) {
        var facts = new ArrayList<ResultPage.Fact>();
        var durations = concluded.durations();
        facts.add(new ResultPage.Fact("Preparing", seconds(durations.preparingMillis())));
        facts.add(new ResultPage.Fact("Deploying", seconds(durations.deployingMillis())));
        facts.add(new ResultPage.Fact("Measuring", seconds(durations.measuringMillis())));
        if (durations.waitingMillis() > 100) {
            facts.add(new ResultPage.Fact("Waiting for the measuring window", seconds(durations.waitingMillis())));
        }
        facts.add(new ResultPage.Fact("Run", Integer.toString(submission.epoch())));
        for (var witness : concluded.host()) {
            facts.add(new ResultPage.Fact("Host during " + witness.check(), host(witness)));
        }
        return facts;
    }

    private static String host(HostWitness witness) {
        var words = new StringBuilder(witness.clean() ? "clean" : "not clean: " + witness.reason());
        words.append(String.format(
                Locale.ROOT,
                "; sent late by %.2f ms at most (p99); stolen %.1f %%, others %.1f %% of the processors; %s",
                witness.sendLagP99Micros() / 1000,
                witness.stealShare() * 100,
                witness.foreignShare() * 100,
                witness.limits()));
        return words.append(witness.protectedFromNeighbours() ? ", protected" : ", unprotected")
                .toString();
    }

    private static String sentence(String text) {
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
