package academy.ascent.platform.learning;

import academy.ascent.platform.catalog.Catalog;
import academy.ascent.platform.catalog.Lesson;
import academy.ascent.platform.catalog.Level;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.rendering.RenderedTexts;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.learning.LessonPage;
import academy.ascent.site.web.MessagePage;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.Optional;

/** Shows lessons, and notes which were done. */
@Controller("/learn/{slug}/{module}/{lesson}")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
final class LessonController {
    private final Catalog catalog;
    private final Learning learning;
    private final RenderedTexts texts;
    private final Pages pages;

    LessonController(Catalog catalog, Learning learning, RenderedTexts texts, Pages pages) {
        this.catalog = catalog;
        this.learning = learning;
        this.texts = texts;
        this.pages = pages;
    }

    @Get
    @Secured(SecurityRule.IS_ANONYMOUS)
    HttpResponse<String> show(HttpRequest<?> request, String slug, String module, String lesson) {
        var level = catalog.level(slug);
        var found = find(level, module, lesson);
        var viewer = SignedIn.of(request);
        if (!learning.mayRead(viewer, found)) {
            return pages.show(request, locked(level, found), HttpStatus.FORBIDDEN);
        }
        return pages.show(request, page(level, found, viewer));
    }

    @Post("/complete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(SecurityRule.IS_AUTHENTICATED)
    HttpResponse<String> complete(SignedIn person, String slug, String module, String lesson) {
        var level = catalog.level(slug);
        var done = readable(level, module, lesson, person);
        learning.complete(person, done);
        return pages.go(
                new LessonPath(level, learning, Optional.of(person)).after(done).href(),
                new Chrome.Flash("good", "Done: " + done.title() + "."));
    }

    @Post("/undo")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(SecurityRule.IS_AUTHENTICATED)
    HttpResponse<String> undo(SignedIn person, String slug, String module, String lesson) {
        var level = catalog.level(slug);
        var undone = readable(level, module, lesson, person);
        learning.undo(person, undone);
        return pages.go(href(level, undone), new Chrome.Flash("good", "This lesson is marked as not done."));
    }

    private Lesson readable(Level level, String module, String lesson, SignedIn person) {
        var found = find(level, module, lesson);
        if (!learning.mayRead(Optional.of(person), found)) {
            throw AscentException.forbidden("This lesson needs a place on " + level.name() + ".");
        }
        return found;
    }

    private static Lesson find(Level level, String module, String lesson) {
        return level.lesson(module, lesson).orElseThrow(() -> AscentException.notFound("This lesson"));
    }

    private LessonPage page(Level level, Lesson lesson, Optional<SignedIn> viewer) {
        var module = level.module(lesson.module()).orElseThrow();
        var text = texts.of(lesson.file());
        var path = new LessonPath(level, learning, viewer);
        var done = learning.progress(viewer).done(lesson);
        var here = href(level, lesson).path();
        return new LessonPage(
                lesson.title(),
                level.number(),
                level.name(),
                Href.of("levels", level.slug()),
                module.title(),
                "Lesson " + (module.lessons().indexOf(lesson) + 1) + " of "
                        + module.lessons().size(),
                lesson.minutes(),
                lesson.track().words(),
                lesson.objectives(),
                lesson.versions(),
                lesson.sample(),
                text.html(),
                text.sections().stream()
                        .map(section -> new LessonPage.Section(section.id(), section.title()))
                        .toList(),
                viewer.map(
                        _ -> new LessonPage.Completion(done, new Href(here + "/complete"), new Href(here + "/undo"))),
                path.before(lesson),
                path.after(lesson));
    }

    private static MessagePage locked(Level level, Lesson lesson) {
        return new MessagePage(
                lesson.title(),
                "Level " + level.number() + " · " + level.name() + " · " + lesson.minutes() + " min",
                lesson.summary() + " This lesson needs a place on " + level.name() + ".",
                Optional.of(new MessagePage.Action("See the level", Href.of("levels", level.slug()))));
    }

    private static Href href(Level level, Lesson lesson) {
        return Href.of("learn", level.slug(), lesson.module(), lesson.id());
    }
}
