package academy.ascent.site.appeal;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import academy.ascent.site.web.Field;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The appeals about a submission.
 *
 * @param learner who handed it in, where that is not the viewer
 * @param counts what it counts for, in words
 * @param back the submission's own page
 * @param action where an appeal is sent; {@code /withdraw} and {@code /answer} lie below it
 * @param decide where the viewer decides the grade, if they teach
 * @param ask the field for a reason; empty where nobody may ask
 * @param withdrawable whether the viewer may withdraw the open one
 * @param answer the field for an answer; empty where nobody may answer
 * @param entries newest first
 */
public record AppealPage(
        String lab,
        int number,
        Optional<String> learner,
        String counts,
        Href back,
        Href action,
        Href decide,
        Optional<Field> ask,
        boolean withdrawable,
        Optional<Field> answer,
        List<Entry> entries)
        implements Page {
    public AppealPage {
        entries = List.copyOf(entries);
    }

    @Override
    public String template() {
        return "appeal/appeal.jte";
    }

    @Override
    public String title() {
        return "Appeal: " + lab + ", no. " + number;
    }

    /**
     * One appeal.
     *
     * @param state {@code open}, {@code answered} or {@code withdrawn}
     * @param who who answered, with their role; empty while nobody has
     */
    public record Entry(
            String state,
            String reason,
            Instant asked,
            Optional<String> answer,
            String who,
            Optional<Instant> answered) {}
}
