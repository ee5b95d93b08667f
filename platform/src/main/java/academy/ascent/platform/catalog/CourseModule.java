package academy.ascent.platform.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A module of a level.
 *
 * @param id its folder's name
 * @param published whether it has lessons; a planned one has a title only
 * @param lessons in order
 * @param lab the lab that closes it
 */
public record CourseModule(String id, String title, boolean published, List<Lesson> lessons, Optional<LabEntry> lab) {
    public CourseModule {
        lessons = List.copyOf(lessons);
    }
}
