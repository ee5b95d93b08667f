package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.util.List;

/**
 * How far from a target a lab expects to tell submissions apart, as multiples of the target: a latency's is the limit, a
 * share's (errors, unavailability) is the share.
 *
 * @param inside a submission that stands here must pass; a lab's solution stands no higher
 * @param outside a submission that stands here must fail; a variant that is to fail stands no lower
 */
public record Margin(double inside, double outside) {
    private static final Margin USUAL = new Margin(0.7, 1.4);
    private static final String KEY = "margin";

    /** What a check's settings say of a target, such as {@code margin: {errors: {inside: 0.2, outside: 2}}}. */
    static Margin read(Settings with, String target) {
        if (!with.has(KEY) || !with.mapping(KEY).has(target)) {
            return USUAL;
        }
        Settings margin = with.mapping(KEY).mapping(target).allowing("inside", "outside");
        double inside = margin.has("inside") ? margin.number("inside") : USUAL.inside();
        double outside = margin.has("outside") ? margin.number("outside") : USUAL.outside();
        if (inside <= 0 || inside >= 1) {
            throw margin.problem("inside", "must be between 0 and 1, such as 0.7");
        }
        if (outside <= 1) {
            throw margin.problem("outside", "must be more than 1, such as 1.4");
        }
        return new Margin(inside, outside);
    }

    static void validate(Settings with, List<String> targets) {
        if (with.has(KEY)) {
            Settings margins = with.mapping(KEY).allowing(targets.toArray(String[]::new));
            margins.keys().forEach(target -> read(with, target));
        }
    }
}
