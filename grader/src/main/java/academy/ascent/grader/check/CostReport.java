package academy.ascent.grader.check;

import academy.ascent.grader.check.CostSettings.Price;
import academy.ascent.grader.check.CostVerdict.Bill;
import academy.ascent.grader.check.CostVerdict.Work;
import academy.ascent.grader.check.LoadJudge.Decision;
import academy.ascent.grader.check.Reservation.Amount;
import academy.ascent.grader.picture.BarsPicture;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Evidence;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Puts what a prediction costs into words, numbers and pictures. */
final class CostReport {
    private final CostSettings settings;
    private final Reservation reservation;
    private final Workspace workspace;

    CostReport(CostSettings settings, Reservation reservation, Workspace workspace) {
        this.settings = settings;
        this.reservation = reservation;
        this.workspace = workspace;
    }

    /**
     * @param spared whether it failed and the host is to blame
     */
    Finding finding(CostRound.Result measured, boolean spared) {
        CostVerdict verdict = measured.verdict();
        Outcome outcome = spared ? Outcome.UNDECIDED : verdict.outcome();
        String title = title(verdict, outcome);
        return new Finding(
                Ground.MEASURED,
                outcome,
                title,
                explanation(measured, outcome, spared),
                measurements(measured),
                evidence(measured, title));
    }

    private String title(CostVerdict verdict, Outcome outcome) {
        if (verdict.silent()) {
            return "for " + Words.seconds(settings.plan().block()) + " nothing was answered rightly within "
                    + Words.millis(settings.within());
        }
        boolean failed = verdict.outcome() == Outcome.FAILED;
        String bill = price().flatMap(price -> verdict.bill()
                        .filter(one -> !failed || one.decision() == Decision.OUTSIDE)
                        .map(one -> Words.figures(one.perMillion()) + " " + price.currency() + " a million, target "
                                + Words.figures(price.perMillion())))
                .orElse("");
        String work = verdict.work()
                .filter(one -> !failed || one.decision() == Decision.OUTSIDE)
                .map(one -> Words.times(one.ratio()) + " times the reference's CPU, target "
                        + Words.times(settings.cpu().orElseThrow()))
                .orElse("");
        String both = Stream.of(bill, work).filter(words -> !words.isEmpty()).collect(Collectors.joining("; "));
        return outcome == Outcome.UNDECIDED ? both + ": cannot tell" : both;
    }

    private String explanation(CostRound.Result measured, Outcome outcome, boolean spared) {
        CostVerdict verdict = measured.verdict();
        List<String> lines = new ArrayList<>();
        lines.add("Sent " + Words.count(verdict.asked()) + " requests at " + Words.rate(settings.rate()) + " in "
                + measured.blocks().size() + " blocks of "
                + Words.seconds(settings.plan().block())
                + (settings.cpu().isEmpty() ? "" : ", in turn with the same ones to the lab's reference")
                + ". No row came twice, so no cache knew an answer.");
        lines.add(Words.count(verdict.right()) + " were answered rightly within " + Words.millis(settings.within())
                + unpaid(measured.blocks()) + ".");
        verdict.bill().ifPresent(bill -> lines.add(words(bill)));
        verdict.work().ifPresent(work -> lines.add(words(work)));
        price().filter(price -> !reservation.parts().isEmpty())
                .ifPresent(
                        price -> lines.add("The most is reserved by " + reservation.dearest(price, workspace) + "."));
        switch (outcome) {
            case FAILED -> lines.add(advice(verdict));
            case UNDECIDED ->
                lines.add(
                        spared
                                ? "This is not held against the submission, since "
                                        + measured.witness().reason() + "."
                                : "It stands too close to a target to tell within the time that the lab allows.");
            case PASSED, SKIPPED -> {}
        }
        return String.join("\n", lines);
    }

    private static String unpaid(List<CostBlock> blocks) {
        int failed = blocks.stream().mapToInt(CostBlock::failed).sum();
        int wrong = blocks.stream().mapToInt(CostBlock::wrong).sum();
        int late = blocks.stream().mapToInt(CostBlock::late).sum();
        return failed + wrong + late == 0
                ? ""
                : "; " + Words.count(failed) + " failed, " + Words.count(wrong) + " were wrong and " + Words.count(late)
                        + " late, which costs and earns nothing";
    }

    private String words(Bill bill) {
        Price price = price().orElseThrow();
        return "Reserved: " + bill.reserved().words() + ". Used: "
                + Words.figures(bill.used().cores())
                + " cores (between " + Words.figures(bill.usedCores().low()) + " and "
                + Words.figures(bill.usedCores().high()) + ") and at most "
                + Words.count(Math.round(bill.used().gib() * 1024)) + " MiB. Of each the larger is paid, at "
                + Words.plain(price.cpuHour()) + " " + price.currency() + " for a core and "
                + Words.plain(price.gibHour()) + " for a GiB of memory an hour: " + Words.figures(bill.perMillion())
                + " " + price.currency() + " for a million right answers (between "
                + Words.figures(bill.bounds().low()) + " and "
                + Words.figures(bill.bounds().high())
                + "), at most " + Words.figures(price.perMillion()) + " is allowed.";
    }

    private String words(Work work) {
        return "A right answer takes " + Words.figures(work.seconds() * 1e3) + " ms of CPU time, the reference's "
                + Words.figures(work.referenceSeconds() * 1e3) + " ms: " + Words.times(work.ratio())
                + " times as much (between "
                + Words.times(work.bounds().low()) + " and "
                + Words.times(work.bounds().high()) + "), at most "
                + Words.times(settings.cpu().orElseThrow()) + " is allowed.";
    }

    private String advice(CostVerdict verdict) {
        if (verdict.silent()) {
            return "An answer that comes too late is paid for and worth nothing: see whether the CPU that the replicas"
                    + " may use is enough for the rate, and whether one of them is still up.";
        }
        List<String> advice = new ArrayList<>();
        verdict.bill().filter(bill -> bill.decision() == Decision.OUTSIDE).ifPresent(bill -> {
            Price price = price().orElseThrow();
            boolean idle = CostVerdict.perMillion(settings, price, bill.used(), bill.answered()) <= price.perMillion();
            advice.add(
                    idle
                            ? "More is reserved than is used: replicas times requests is what you pay for, whether it"
                                    + " works or not. Limits may be higher, they cost nothing here."
                            : "What is used costs too much by itself: fewer replicas or smaller requests alone will not"
                                    + " do, less work for each answer will.");
        });
        verdict.work()
                .filter(work -> work.decision() == Decision.OUTSIDE)
                .ifPresent(work -> advice.add("Find what a request makes the server do that the reference's does not:"
                        + " a larger model than the answer needs, one that is opened again each time, more threads than"
                        + " there are cores."));
        return String.join("\n", advice);
    }

    private List<Measurement> measurements(CostRound.Result measured) {
        CostVerdict verdict = measured.verdict();
        List<Measurement> measurements = new ArrayList<>();
        verdict.bill().ifPresent(bill -> {
            Price price = price().orElseThrow();
            measurements.add(new Measurement(
                    "cost per million",
                    bill.perMillion(),
                    price.currency(),
                    bill.bounds().low(),
                    bill.bounds().high(),
                    price.perMillion(),
                    Relation.AT_MOST));
            measurements.addAll(amount("reserved", bill.reserved()));
            measurements.addAll(amount("used", bill.used()));
        });
        verdict.work().ifPresent(work -> {
            measurements.add(
                    0,
                    new Measurement(
                            "CPU per prediction",
                            work.ratio(),
                            "times the reference's",
                            work.bounds().low(),
                            work.bounds().high(),
                            settings.cpu().orElseThrow(),
                            Relation.AT_MOST));
            measurements.add(Measurement.plain("CPU time of an answer", work.seconds() * 1e3, "ms"));
            measurements.add(Measurement.plain("CPU time of the reference's", work.referenceSeconds() * 1e3, "ms"));
        });
        measurements.add(Measurement.plain("answered rightly in time", 100.0 * verdict.right() / verdict.asked(), "%"));
        measurements.add(Measurement.plain("requests", verdict.asked(), "requests"));
        measurements.add(Measurement.plain("rate", settings.rate(), "requests/s"));
        measurements.add(Measurement.plain("send lag p99", measured.witness().sendLagP99Micros() / 1e3, "ms"));
        return measurements;
    }

    private static List<Measurement> amount(String which, Amount amount) {
        return List.of(
                Measurement.plain(which + " CPU", amount.cores(), "cores"),
                Measurement.plain(which + " memory", amount.gib() * 1024, "MiB"));
    }

    private List<Evidence> evidence(CostRound.Result measured, String title) {
        CostVerdict verdict = measured.verdict();
        List<Evidence> evidence = new ArrayList<>();
        verdict.bill().ifPresent(bill -> evidence.add(picture(title, words(bill), picture(title, bill))));
        verdict.work().ifPresent(work -> evidence.add(picture(title, words(work), picture(title, work))));
        String blocks = IntStream.range(0, measured.blocks().size())
                .mapToObj(i -> block(i, measured))
                .collect(Collectors.joining("\n"));
        evidence.add(new Evidence(
                Evidence.Kind.EXAMPLE, "Every block that was measured", "CPU time and right answers of each", blocks));
        return evidence;
    }

    private static String block(int number, CostRound.Result measured) {
        String own = words(measured.blocks().get(number));
        return "block " + (number + 1) + ": " + own
                + (number < measured.reference().size()
                        ? "; reference: " + words(measured.reference().get(number))
                        : "");
    }

    private static String words(CostBlock block) {
        return Words.figures(block.cpuSecondsAsked() * 1e3) + " ms of CPU a request, "
                + Words.count(block.peakBytes() >> 20) + " MiB, " + Words.count(block.answered()) + " of "
                + Words.count(block.asked()) + " answered rightly in time";
    }

    private static Evidence picture(String title, String words, String svg) {
        return new Evidence(Evidence.Kind.PICTURE, title, words, svg);
    }

    private String picture(String title, Bill bill) {
        Price price = price().orElseThrow();
        List<BarsPicture.Bar> bars = List.of(
                bar("reserved", bill.reserved(), bill),
                bar("used", bill.used(), bill),
                bar("paid", bill.paid(), bill)
                        .between(bill.bounds().low(), bill.bounds().high()));
        String axis = price.currency() + " for a million right answers";
        return BarsPicture.draw(title, words(bill), axis, bars, price.perMillion());
    }

    private BarsPicture.Bar bar(String name, Amount amount, Bill bill) {
        Price price = price().orElseThrow();
        double cpu = CostVerdict.perMillion(settings, price, new Amount(amount.cores(), 0), bill.answered());
        double memory = CostVerdict.perMillion(settings, price, new Amount(0, amount.gib()), bill.answered());
        return BarsPicture.Bar.of(
                name + ": CPU " + Words.figures(cpu) + ", memory " + Words.figures(memory), List.of(cpu, memory));
    }

    private String picture(String title, Work work) {
        double own = work.seconds() * 1e3;
        double reference = work.referenceSeconds() * 1e3;
        List<BarsPicture.Bar> bars = List.of(
                BarsPicture.Bar.of("reference: " + Words.figures(reference) + " ms", List.of(reference)),
                BarsPicture.Bar.of("submission: " + Words.figures(own) + " ms", List.of(own))
                        .between(work.bounds().low() * reference, work.bounds().high() * reference));
        double target = settings.cpu().orElseThrow() * reference;
        return BarsPicture.draw(title, words(work), "CPU time of a right answer, ms", bars, target);
    }

    private Optional<Price> price() {
        return settings.bill();
    }
}
