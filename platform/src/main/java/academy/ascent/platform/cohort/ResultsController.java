package academy.ascent.platform.cohort;

import academy.ascent.platform.catalog.Catalog;
import academy.ascent.platform.config.AscentConfig;
import academy.ascent.platform.grade.Policies;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.submission.Submissions;
import academy.ascent.platform.web.Pages;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.List;

/** What a cohort handed in and how it was measured: as a page and as a file. */
@Controller("/cohorts/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.INSTRUCTOR_ROLE)
final class ResultsController {
    private final Cohorts cohorts;
    private final CohortPages links;
    private final Catalog catalog;
    private final Submissions submissions;
    private final Policies policies;
    private final AscentConfig config;
    private final Pages pages;

    ResultsController(
            Cohorts cohorts,
            CohortPages links,
            Catalog catalog,
            Submissions submissions,
            Policies policies,
            AscentConfig config,
            Pages pages) {
        this.cohorts = cohorts;
        this.links = links;
        this.catalog = catalog;
        this.submissions = submissions;
        this.policies = policies;
        this.config = config;
        this.pages = pages;
    }

    @Get
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<String> page(
            HttpRequest<?> request,
            SignedIn instructor,
            long id,
            @QueryValue(defaultValue = "") String view,
            @QueryValue(defaultValue = "") String lab,
            @QueryValue(defaultValue = "") String state,
            @QueryValue(defaultValue = "") String sort,
            @QueryValue(defaultValue = "") String order,
            @QueryValue(defaultValue = "1") int page) {
        var cohort = cohorts.taughtBy(instructor, id);
        var query = ResultsQuery.of(view, lab, state, sort, order, page);
        return pages.show(request, new ResultsView(links.heading(cohort), results(cohort), query).page());
    }

    @Get("/results.csv")
    @Produces(MediaType.ALL)
    HttpResponse<String> file(
            SignedIn instructor,
            long id,
            @QueryValue(defaultValue = "") String lab,
            @QueryValue(defaultValue = "") String state,
            @QueryValue(defaultValue = "") String sort,
            @QueryValue(defaultValue = "") String order) {
        var cohort = cohorts.taughtBy(instructor, id);
        var query = ResultsQuery.of("table", lab, state, sort, order, 1);
        var lines = new ResultsView(links.heading(cohort), results(cohort), query).lines();
        cohorts.noteExport(instructor, cohort, lines.size());
        var body = ResultsCsv.of(
                lines,
                submission ->
                        config.absolute("/submissions/" + submission.key()).toString());
        return HttpResponse.ok(body)
                .contentType("text/csv; charset=utf-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"cohort-" + id + ".csv\"");
    }

    private Results results(Cohort cohort) {
        var members = cohorts.members(cohort);
        var labs = catalog.level(cohort.level())
                .map(level -> Results.labs(level.modules()))
                .orElse(List.of());
        var accounts = members.stream().map(MemberRows.Member::accountId).toList();
        return Results.of(members, labs, submissions.standings(accounts, policies.of(cohort.number())));
    }
}
