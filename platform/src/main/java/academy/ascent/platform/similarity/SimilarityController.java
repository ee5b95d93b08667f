package academy.ascent.platform.similarity;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.cohort.CohortDoor;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.lab.LabCatalog;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Href;
import academy.ascent.site.similarity.LabsPage;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.List;

/** Shows those who teach a cohort whose work is alike. */
@Controller("/cohorts/{id}/similarity")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.INSTRUCTOR_ROLE)
final class SimilarityController {
    private final CohortDoor door;
    private final Reports reports;
    private final Works works;
    private final LabCatalog labs;
    private final Pages pages;

    SimilarityController(CohortDoor door, Reports reports, Works works, LabCatalog labs, Pages pages) {
        this.door = door;
        this.reports = reports;
        this.works = works;
        this.labs = labs;
        this.pages = pages;
    }

    static Href href(long cohort, String lab) {
        return Href.of("cohorts", cohort, "similarity", lab);
    }

    @Get
    HttpResponse<String> labs(HttpRequest<?> request, SignedIn instructor, long id) {
        var cohort = door.open(instructor, id);
        var counts = reports.labs(id);
        List<LabsPage.Item> items = labs.all().stream()
                .filter(lab -> lab.level() == cohort.level())
                .flatMap(lab -> counts.stream()
                        .filter(count -> count.lab().equals(lab.id()))
                        .map(count -> new LabsPage.Item(
                                lab.title(),
                                href(id, lab.id()),
                                count.learners() == 1
                                        ? "1 learner handed something in"
                                        : count.learners() + " learners handed something in",
                                SimilarityViews.word(reports.latest(id, lab.id())))))
                .toList();
        return pages.show(request, new LabsPage(cohort.heading(), items));
    }

    @Get("/{lab}")
    HttpResponse<String> pairs(HttpRequest<?> request, SignedIn instructor, long id, String lab) {
        var cohort = door.open(instructor, id);
        var compared = lab(cohort, lab);
        var report = reports.latest(id, lab);
        var pairs = report.filter(Report::isFinished)
                .map(one -> reports.look(instructor, one))
                .orElse(List.of());
        var outdated = report.filter(reports::isOutdated).isPresent();
        return pages.show(request, SimilarityViews.pairs(cohort, compared, report, pairs, outdated));
    }

    @Post("/{lab}")
    @Consumes(MediaType.ALL)
    HttpResponse<String> ask(SignedIn instructor, long id, String lab) {
        lab(door.open(instructor, id), lab);
        reports.ask(instructor, id, lab);
        return pages.go(href(id, lab));
    }

    @Get("/{lab}/{one}/{other}")
    HttpResponse<String> pair(HttpRequest<?> request, SignedIn instructor, long id, String lab, long one, long other) {
        var cohort = door.open(instructor, id);
        var compared = lab(cohort, lab);
        reports.look(instructor, id, lab, one, other);
        return pages.show(request, SimilarityViews.pair(cohort, compared, works.both(one, other)));
    }

    /** Those who teach a cohort see what it does on its own level. */
    private Lab lab(CohortDoor.Open cohort, String id) {
        return labs.find(id)
                .filter(lab -> lab.level() == cohort.level())
                .orElseThrow(() -> AscentException.notFound("The lab " + id));
    }
}
