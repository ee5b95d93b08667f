package academy.ascent.platform.cohort;

import academy.ascent.platform.catalog.Catalog;
import academy.ascent.platform.catalog.Level;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.cohort.CohortsPage;
import academy.ascent.site.cohort.NewCohortPage;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The list of one's cohorts, and the making of new ones. */
@Controller("/cohorts")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.INSTRUCTOR_ROLE)
final class CohortController {
    private final Cohorts cohorts;
    private final CohortPages links;
    private final Catalog catalog;
    private final Pages pages;
    private final InstantSource clock;

    CohortController(Cohorts cohorts, CohortPages links, Catalog catalog, Pages pages, InstantSource clock) {
        this.cohorts = cohorts;
        this.links = links;
        this.catalog = catalog;
        this.pages = pages;
        this.clock = clock;
    }

    @Get
    HttpResponse<String> list(HttpRequest<?> request, SignedIn instructor) {
        var all = cohorts.seenBy(instructor);
        return pages.show(
                request,
                new CohortsPage(
                        items(all, cohort -> cohort.archivedAt() == null),
                        items(all, cohort -> cohort.archivedAt() != null),
                        CohortPages.NEW));
    }

    @Get("/new")
    HttpResponse<String> form(HttpRequest<?> request) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var level = catalog.levels().getFirst().number();
        return pages.show(request, page(CohortForm.fresh(today, level)));
    }

    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> create(HttpRequest<?> request, SignedIn instructor, @Body Map<String, String> form) {
        var level = catalog.levels().stream()
                .filter(known -> Integer.toString(known.number()).equals(form.get("level")))
                .findFirst()
                .orElseGet(() -> catalog.levels().getFirst());
        var sent = CohortForm.sent(form, level.number());
        return sent.details()
                .<HttpResponse<String>>map(details -> {
                    var cohort = cohorts.create(instructor, details);
                    var flash =
                            new Chrome.Flash("good", "The cohort is made. Make a link and send it to your learners.");
                    return pages.go(CohortPages.of(cohort.number(), "manage"), flash);
                })
                .orElseGet(() -> pages.show(request, page(sent), HttpStatus.UNPROCESSABLE_ENTITY));
    }

    private NewCohortPage page(CohortForm form) {
        return new NewCohortPage(
                form.name(),
                catalog.levels().stream().map(CohortController::choice).toList(),
                form.level(),
                form.startsOn(),
                form.endsOn(),
                CohortPages.ALL);
    }

    private static NewCohortPage.Level choice(Level level) {
        return new NewCohortPage.Level(level.number(), level.name());
    }

    private List<CohortsPage.Item> items(List<CohortRows.Summary> all, Predicate<CohortRows.Summary> shown) {
        return all.stream()
                .filter(shown)
                .map(cohort -> new CohortsPage.Item(
                        cohort.name(),
                        CohortPages.of(cohort.id()),
                        cohort.level(),
                        links.levelName(cohort.level()),
                        Cohorts.days(cohort.startsOn(), cohort.endsOn()),
                        cohort.instructor(),
                        cohort.members()))
                .toList();
    }
}
