package academy.ascent.platform.learning;

import academy.ascent.platform.catalog.Catalog;
import academy.ascent.platform.catalog.Lesson;
import academy.ascent.platform.catalog.Level;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Href;
import academy.ascent.site.learning.LearnPage;
import academy.ascent.site.learning.ModuleView;
import academy.ascent.site.learning.Step;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import java.util.Optional;

/** The dashboard: the learner's levels, and on each the next step. */
@Controller("/learn")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class LearnController {
    private final Catalog catalog;
    private final Learning learning;
    private final Pages pages;

    LearnController(Catalog catalog, Learning learning, Pages pages) {
        this.catalog = catalog;
        this.learning = learning;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> show(HttpRequest<?> request, SignedIn person) {
        var progress = learning.progress(Optional.of(person));
        var levels = catalog.levels().stream()
                .filter(level -> !level.lessons().isEmpty() && learning.mayWork(person, level.number()))
                .map(level -> view(level, progress))
                .toList();
        return pages.show(request, new LearnPage(levels, samples(), Href.of("pricing")));
    }

    private static LearnPage.LevelView view(Level level, Progress progress) {
        var views = new Views(level, progress);
        var modules = views.modules();
        var minutesLeft = modules.stream()
                .flatMap(module -> module.rows().stream())
                .filter(row -> !row.done())
                .mapToInt(ModuleView.Row::minutes)
                .sum();
        return new LearnPage.LevelView(
                level.number(),
                level.name(),
                level.title(),
                Href.of("levels", level.slug()),
                views.profile(),
                minutesLeft,
                progress.next(level).map(views::step),
                modules);
    }

    private List<Step> samples() {
        return catalog.levels().stream()
                .flatMap(level ->
                        level.lessons().stream().filter(Lesson::sample).map(new Views(level, Progress.NONE)::read))
                .toList();
    }
}
