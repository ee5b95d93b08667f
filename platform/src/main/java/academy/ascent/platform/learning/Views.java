package academy.ascent.platform.learning;

import academy.ascent.platform.catalog.CourseModule;
import academy.ascent.platform.catalog.LabEntry;
import academy.ascent.platform.catalog.Lesson;
import academy.ascent.platform.catalog.Level;
import academy.ascent.site.Href;
import academy.ascent.site.learning.ModuleView;
import academy.ascent.site.learning.Profile;
import academy.ascent.site.learning.Step;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says levels, modules and steps as pages show them to a person with this progress. */
record Views(Level level, Progress progress) {

    Profile profile() {
        return new Profile(level.modules().stream()
                .map(module -> new Profile.Camp(module.title(), steps(module), progress.count(module)))
                .toList());
    }

    List<ModuleView> modules() {
        return IntStream.range(0, level.modules().size())
                .mapToObj(i -> module(i + 1, level.modules().get(i)))
                .toList();
    }

    Step step(Progress.Step step) {
        return switch (step) {
            case Progress.Step.Read(var lesson) -> read(lesson);
            case Progress.Step.Work(var lab) -> work(lab);
        };
    }

    Step read(Lesson lesson) {
        return new Step(
                "Read",
                lesson.title(),
                lesson.minutes() + " min",
                Href.of("learn", level.slug(), lesson.module(), lesson.id()));
    }

    static Step work(LabEntry lab) {
        return new Step("Open the lab", lab.title(), lab.minutes() + " min", Href.of("labs", lab.id()));
    }

    private ModuleView module(int number, CourseModule module) {
        var lessons = module.lessons().stream()
                .map(lesson -> new ModuleView.Row(
                        false,
                        read(lesson),
                        lesson.minutes(),
                        lesson.track().words(),
                        progress.done(lesson),
                        lesson.sample() ? "Free sample" : ""));
        var lab = module.lab().stream()
                .map(entry -> new ModuleView.Row(
                        true, work(entry), entry.minutes(), "Measured lab", progress.done(entry), ""));
        return new ModuleView(
                number,
                module.title(),
                module.published(),
                Stream.concat(lessons, lab).toList());
    }

    private static int steps(CourseModule module) {
        return module.lessons().size() + (module.lab().isPresent() ? 1 : 0);
    }
}
