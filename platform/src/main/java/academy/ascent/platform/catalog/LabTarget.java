package academy.ascent.platform.catalog;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;

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
            case "uptime" -> "Uptime through failures";
            case "rollout" -> "Rollout and rollback";
            default -> check.id();
        };
    }

    private static String target(String kind, Settings with) {
        return switch (kind) {
            case "manifests" -> "valid, with " + String.join(", ", with.texts("require"));
            case "deploy" -> "ready within " + spaced(with.text("ready-within"));
            case "predict" -> with.text("cases") + " cases, each within " + with.text("tolerance");
            case "load" ->
                "p95 within " + spaced(with.text("p95")) + " at "
                        + with.text("rate").replace("/s", " requests a second");
            case "uptime" -> spaced(with.text("availability")) + " over " + with.text("episodes") + " killed replicas";
            case "rollout" ->
                "at most " + spaced(with.text("failed")) + " of requests failed over " + with.text("episodes")
                        + " rollouts and rollbacks";
            default -> "";
        };
    }

    /** A number and its unit, parted by a space that does not break. */
    private static String spaced(String quantity) {
        return quantity.replaceFirst("(?<=\\d)(?=[a-z%])", "\u00a0");
    }
}
