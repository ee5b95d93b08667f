package academy.ascent.platform.learning;

import academy.ascent.platform.catalog.Catalog;
import academy.ascent.platform.catalog.Level;
import academy.ascent.platform.catalog.Offers;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.learning.LevelPage;
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
import java.util.Optional;

/** What a level teaches, with the climb filled as far as the viewer has come. */
@Controller("/levels")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_ANONYMOUS)
final class LevelController {
    private final Catalog catalog;
    private final Learning learning;
    private final Pages pages;

    LevelController(Catalog catalog, Learning learning, Pages pages) {
        this.catalog = catalog;
        this.learning = learning;
        this.pages = pages;
    }

    @Get("/{slug}")
    HttpResponse<String> show(HttpRequest<?> request, String slug) {
        var level = catalog.level(slug);
        var viewer = SignedIn.of(request);
        var member = viewer.filter(person -> learning.mayWork(person, level.number()))
                .isPresent();
        return pages.show(request, page(level, learning.progress(viewer), member));
    }

    private static LevelPage page(Level level, Progress progress, boolean member) {
        var views = new Views(level, progress);
        return new LevelPage(
                level.number(),
                level.name(),
                level.title(),
                level.promise(),
                level.result(),
                level.forEngineers(),
                level.forFounders(),
                level.notFor(),
                level.prerequisites(),
                Offers.hours(level),
                level.gate(),
                views.profile(),
                views.modules(),
                Offers.of(level),
                member,
                member ? progress.next(level).map(views::step) : Optional.empty());
    }
}
