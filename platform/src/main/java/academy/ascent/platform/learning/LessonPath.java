package academy.ascent.platform.learning;

import academy.ascent.platform.catalog.Lesson;
import academy.ascent.platform.catalog.Level;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.site.Href;
import academy.ascent.site.learning.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands before and after a lesson, for a person who may read some of the level or all of it. */
record LessonPath(Level level, Learning learning, Optional<SignedIn> viewer) {

    /** The step before, if the viewer may go there. */
    Optional<Step> before(Lesson lesson) {
        return open(steps().subList(0, index(lesson)))
                .reduce((_, later) -> later)
                .map(this::view);
    }

    /** The one next step: a lesson or lab that the viewer may open, else the level with its offer. */
    Step after(Lesson lesson) {
        var all = steps();
        return open(all.subList(index(lesson) + 1, all.size()))
                .findFirst()
                .map(this::view)
                .orElseGet(() -> end(lesson));
    }

    private Step end(Lesson lesson) {
        var last = steps().getLast().equals(new Progress.Step.Read(lesson));
        var member = viewer.filter(person -> learning.mayWork(person, level.number()))
                .isPresent();
        var words = member || last ? "everything published here" : "the rest of the level, and its lab";
        return new Step("See", words, level.name(), Href.of("levels", level.slug()));
    }

    private Stream<Progress.Step> open(List<Progress.Step> steps) {
        return steps.stream().filter(step -> switch (step) {
            case Progress.Step.Read(var lesson) -> learning.mayRead(viewer, lesson);
            case Progress.Step.Work(var _) ->
                viewer.filter(person -> learning.mayWork(person, level.number()))
                        .isPresent();
        });
    }

    private int index(Lesson lesson) {
        return steps().indexOf(new Progress.Step.Read(lesson));
    }

    private List<Progress.Step> steps() {
        return Progress.steps(level);
    }

    private Step view(Progress.Step step) {
        return new Views(level, Progress.NONE).step(step);
    }
}
