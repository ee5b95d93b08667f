package academy.ascent.platform.catalog;

import academy.ascent.platform.web.Pages;
import academy.ascent.site.Href;
import academy.ascent.site.catalog.HomePage;
import academy.ascent.site.catalog.PricingPage;
import academy.ascent.site.catalog.Ridge;
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

/** The pages that people judge the academy by: home and pricing. */
@Controller
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_ANONYMOUS)
final class HomeController {
    private final Catalog catalog;
    private final Pages pages;
    private final HomePage.Report report = MeasuredReport.read();

    HomeController(Catalog catalog, Pages pages) {
        this.catalog = catalog;
        this.pages = pages;
    }

    @Get("/")
    HttpResponse<String> home(HttpRequest<?> request) {
        var first = catalog.levels().getFirst();
        var page = new HomePage(
                catalog.levels().stream().map(HomeController::height).toList(),
                new Ridge(),
                first.modules().stream()
                        .flatMap(module -> module.lab().stream())
                        .findFirst()
                        .map(HomeController::lab),
                report,
                samples(),
                Offers.hours(first),
                first.prerequisites(),
                first.notFor());
        return pages.show(request, page);
    }

    @Get("/pricing")
    HttpResponse<String> pricing(HttpRequest<?> request) {
        return pages.show(
                request,
                new PricingPage(
                        catalog.levels().stream().map(HomeController::offer).toList()));
    }

    private List<HomePage.Sample> samples() {
        return catalog.levels().stream()
                .flatMap(level -> level.lessons().stream()
                        .filter(Lesson::sample)
                        .map(lesson -> new HomePage.Sample(
                                lesson.title(),
                                lesson.summary(),
                                lesson.minutes(),
                                Href.of("learn", level.slug(), lesson.module(), lesson.id()))))
                .toList();
    }

    private static HomePage.Height height(Level level) {
        return new HomePage.Height(
                level.number(),
                level.name(),
                level.title(),
                level.promise(),
                level.tier().format(),
                level.tier().price().text(),
                level.tier().open(),
                Href.of("levels", level.slug()));
    }

    private static HomePage.FirstLab lab(LabEntry lab) {
        var checks = lab.targets().stream()
                .map(target -> new HomePage.Check(target.what(), target.target(), target.points(), target.must()))
                .toList();
        return new HomePage.FirstLab(lab.title(), lab.summary(), lab.minutes(), lab.points(), lab.pass(), checks);
    }

    private static PricingPage.LevelOffer offer(Level level) {
        return new PricingPage.LevelOffer(
                Offers.of(level),
                level.title(),
                level.promise(),
                Offers.published(level),
                Offers.hours(level),
                level.forEngineers(),
                level.forFounders(),
                Href.of("levels", level.slug()));
    }
}
