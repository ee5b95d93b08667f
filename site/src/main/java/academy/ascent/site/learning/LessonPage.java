package academy.ascent.site.learning;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.util.List;
import java.util.Optional;

/**
 * A lesson.
 *
 * @param place where it stands, for example {@code Lesson 3 of 5}
 * @param html the rendered text
 * @param progress what the viewer may do about it; empty for strangers
 * @param next the one next step
 */
public record LessonPage(
        String title,
        int level,
        String levelName,
        Href levelHref,
        String module,
        String place,
        int minutes,
        String track,
        List<String> objectives,
        List<String> versions,
        boolean sample,
        String html,
        List<Section> sections,
        Optional<Completion> progress,
        Optional<Step> previous,
        Step next)
        implements Page {
    public LessonPage {
        objectives = List.copyOf(objectives);
        versions = List.copyOf(versions);
        sections = List.copyOf(sections);
    }

    @Override
    public String template() {
        return "learning/lesson.jte";
    }

    /** A section in the table of contents. */
    public record Section(String id, String title) {}

    /**
     * Whether the viewer has marked it as done.
     *
     * @param complete where the form goes that marks it and leads on
     * @param undo where the form goes that takes the mark back
     */
    public record Completion(boolean done, Href complete, Href undo) {}
}
