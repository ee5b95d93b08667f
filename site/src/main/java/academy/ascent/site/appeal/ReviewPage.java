package academy.ascent.site.appeal;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import academy.ascent.site.web.Field;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What needs a person.
 *
 * @param unread submissions that a person reads by a rubric, oldest first
 * @param appeals open ones, oldest first
 * @param unjudged submissions that ended without a judgement, oldest first
 */
public record ReviewPage(List<Item> unread, List<Item> appeals, List<Item> unjudged, List<Queue> queues)
        implements Page {
    public ReviewPage {
        unread = List.copyOf(unread);
        appeals = List.copyOf(appeals);
        unjudged = List.copyOf(unjudged);
        queues = List.copyOf(queues);
    }

    @Override
    public String template() {
        return "appeal/review.jte";
    }

    @Override
    public String title() {
        return "Review";
    }

    /**
     * Something to look at.
     *
     * @param state a word such as {@code failed}
     * @param counts what it counts for, in words
     * @param why what was said about it
     * @param act where it is answered or decided
     */
    public record Item(
            String what,
            String learner,
            String state,
            String counts,
            String why,
            Instant at,
            Href submission,
            Href act) {}

    /**
     * A lab's queue.
     *
     * @param reason the field for why it is to stand still
     * @param action where it is stopped or started
     */
    public record Queue(String lab, Optional<Pause> pause, Field reason, Href action) {}

    /** Why a queue stands still. */
    public record Pause(String reason, String who, Instant since) {}
}
