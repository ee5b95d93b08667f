package academy.ascent.platform.learning;

import academy.ascent.platform.catalog.CourseModule;
import academy.ascent.platform.catalog.LabEntry;
import academy.ascent.platform.catalog.Lesson;
import academy.ascent.platform.catalog.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How far a person has come; a stranger has come nowhere.
 *
 * @param lessons what was marked as done, as {@code level/module/lesson}
 * @param labs the ids of the labs that were passed
 */
record Progress(Set<String> lessons, Set<String> labs) {
    static final Progress NONE = new Progress(Set.of(), Set.of());

    Progress {
        lessons = Set.copyOf(lessons);
        labs = Set.copyOf(labs);
    }

    boolean done(Lesson lesson) {
        return lessons.contains(lesson.level() + "/" + lesson.key());
    }

    boolean done(LabEntry lab) {
        return labs.contains(lab.id());
    }

    /** Lessons and labs of a module that are done. */
    int count(CourseModule module) {
        return (int) module.lessons().stream().filter(this::done).count()
                + (int) module.lab().stream().filter(this::done).count();
    }

    /** The first step of a level, in its order, that is not done. */
    Optional<Step> next(Level level) {
        return steps(level).stream().filter(step -> !done(step)).findFirst();
    }

    private boolean done(Step step) {
        return switch (step) {
            case Step.Read(var lesson) -> done(lesson);
            case Step.Work(var lab) -> done(lab);
        };
    }

    static List<Step> steps(Level level) {
        return level.modules().stream()
                .flatMap(module -> steps(module).stream())
                .toList();
    }

    private static List<Step> steps(CourseModule module) {
        var lessons = module.lessons().stream().map(lesson -> (Step) new Step.Read(lesson));
        var lab = module.lab().stream().map(entry -> (Step) new Step.Work(entry));
        return Stream.concat(lessons, lab).toList();
    }

    /** Something to do next. */
    sealed interface Step {
        record Read(Lesson lesson) implements Step {}

        record Work(LabEntry lab) implements Step {}
    }
}
