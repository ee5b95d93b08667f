package academy.ascent.platform.catalog;

import java.util.List;
import java.util.Optional;

/**
 * One of the four climbs.
 *
 * @param number 1 to 4
 * @param slug in addresses, for example {@code build}
 * @param name in capitals, for example {@code BUILD}
 * @param promise what is learned, in one sentence
 * @param result what the learner has at the end, in one sentence
 * @param forEngineers whom it is for
 * @param forFounders whom it is for
 * @param notFor who should not buy it
 * @param hours of work expected
 * @param hoursPlanned whether the hours are a plan instead of the sum of what is published
 * @param gate what opens the next level
 * @param modules in order, planned ones included
 */
public record Level(
        int number,
        String slug,
        String name,
        String title,
        String promise,
        String result,
        List<String> forEngineers,
        List<String> forFounders,
        List<String> notFor,
        List<String> prerequisites,
        int hours,
        boolean hoursPlanned,
        String gate,
        Tier tier,
        List<CourseModule> modules) {
    public Level {
        forEngineers = List.copyOf(forEngineers);
        forFounders = List.copyOf(forFounders);
        notFor = List.copyOf(notFor);
        prerequisites = List.copyOf(prerequisites);
        modules = List.copyOf(modules);
    }

    /** Every published lesson, in order. */
    public List<Lesson> lessons() {
        return modules.stream().flatMap(module -> module.lessons().stream()).toList();
    }

    public Optional<CourseModule> module(String id) {
        return modules.stream().filter(module -> module.id().equals(id)).findFirst();
    }

    public Optional<Lesson> lesson(String module, String id) {
        return lessons().stream()
                .filter(lesson -> lesson.module().equals(module) && lesson.id().equals(id))
                .findFirst();
    }
}
