package academy.ascent.platform.catalog;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a check of a lab asks for, in a few words.
 *
 * @param what is measured
 * @param target the number to reach, with its unit; empty where the kind of check is not described here
 * @param must whether nobody passes without it
 */
public record LabTarget(String what, String target, int points, boolean must) {

    static LabTarget of(CheckSpec check) {
        return new LabTarget(what(check), target(check.check(), check.with()), check.points(), check.must());
    }

    private static String what(CheckSpec check) {
        return switch (check.check()) {
            case "manifests" -> "Kubernetes objects";
            case "deploy" -> "Deployment";
            case "predict" -> "Answers";
            case "load" -> "Latency under load";
            case "relative" -> "Latency beside the reference";
            case "uptime" -> "Uptime through failures";
            case "rollout" -> "Rollout and rollback";
            case "split" -> "Traffic split: " + check.id();
            case "drift" -> "Drift: " + check.id();
            case "cost" -> "Cost of an answer";
            default -> check.id();
        };
    }

    private static String target(String kind, Settings with) {
        return switch (kind) {
            case "manifests" -> "valid, with " + String.join(", ", with.texts("require"));
            case "deploy" -> "ready within " + spaced(with.text("ready-within"));
            case "predict" -> with.text("cases") + " cases, each within " + with.text("tolerance");
            case "load" -> load(with);
            case "relative" -> relative(with);
            case "uptime" ->
                spaced(with.text("availability")) + " over " + with.text("episodes") + " " + disruptions(with);
            case "rollout" ->
                "at most " + spaced(with.text("failed")) + " of requests failed over " + with.text("episodes")
                        + " rollouts and rollbacks";
            case "split" -> split(with);
            case "drift" -> drift(with);
            case "cost" -> cost(with);
            default -> "";
        };
    }

    private static String load(Settings with) {
        Stream<String> latencies =
                percentiles(with).map(percentile -> percentile + " within " + spaced(with.text(percentile)));
        Stream<String> errors =
                with.has("errors") ? Stream.of("at most " + spaced(with.text("errors")) + " errors") : Stream.empty();
        return Stream.concat(latencies, errors).findFirst().orElse("") + pace(with);
    }

    private static String relative(Settings with) {
        return percentiles(with)
                        .map(percentile -> percentile + " at most " + times(with.text(percentile)) + " the reference's")
                        .findFirst()
                        .orElse("")
                + pace(with);
    }

    private static Stream<String> percentiles(Settings with) {
        return Stream.of("p95", "p99", "p90", "p50").filter(with::has);
    }

    private static String pace(Settings with) {
        return " at " + with.text("rate").replace("/s", " requests a second");
    }

    private static String disruptions(Settings with) {
        boolean kills = with.mappings("faults").stream().allMatch(fault -> fault.has("kill"));
        return kills ? "killed replicas" : "disruptions";
    }

    private static String split(Settings with) {
        if (with.has("on-trial")) {
            return with.text("on-trial") + " taken out within " + spaced(with.text("back-within")) + " when it is bad";
        }
        return with.mappings("arms").stream()
                .map(arm -> spaced(arm.text("weight")) + " to " + arm.text("name"))
                .collect(Collectors.joining(", "));
    }

    private static String drift(Settings with) {
        if (with.has("power")) {
            return "at least " + spaced(with.text("power")) + " of drifts found";
        }
        if (with.has("false-alarms")) {
            return "at most " + spaced(with.text("false-alarms")) + " false alarms";
        }
        return with.has("repeats") ? "at most " + spaced(with.text("repeats")) + " repeated alarms" : "";
    }

    private static String cost(Settings with) {
        Stream<String> money = with.has("per-million")
                ? Stream.of("at most " + with.text("per-million") + " " + currency(with) + " a million")
                : Stream.empty();
        Stream<String> work = with.has("cpu")
                ? Stream.of("at most " + times(with.text("cpu")) + " the reference's CPU time")
                : Stream.empty();
        return Stream.concat(money, work).collect(Collectors.joining(", "));
    }

    private static String currency(Settings with) {
        Settings prices = with.mapping("prices");
        return prices.has("currency") ? prices.text("currency") : "USD";
    }

    private static String times(String multiple) {
        return multiple.replaceFirst("x$", " times");
    }

    /** A number and its unit, parted by a space that does not break. */
    private static String spaced(String quantity) {
        return quantity.replaceFirst("(?<=\\d)(?=[a-z%])", "\u00a0");
    }
}
