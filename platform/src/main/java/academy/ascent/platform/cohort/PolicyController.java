package academy.ascent.platform.cohort;

import academy.ascent.platform.catalog.Catalog;
import academy.ascent.platform.catalog.LabEntry;
import academy.ascent.platform.grade.LabPolicy.Counts;
import academy.ascent.platform.grade.Policies;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.cohort.PolicyPage;
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
import java.util.List;
import java.util.Map;

/** What counts in a cohort: due dates, late days, best or last. */
@Controller("/cohorts/{id}/policy")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.INSTRUCTOR_ROLE)
final class PolicyController {
    private final Cohorts cohorts;
    private final CohortPages links;
    private final Policies policies;
    private final Catalog catalog;
    private final Pages pages;

    PolicyController(Cohorts cohorts, CohortPages links, Policies policies, Catalog catalog, Pages pages) {
        this.cohorts = cohorts;
        this.links = links;
        this.policies = policies;
        this.catalog = catalog;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> show(HttpRequest<?> request, SignedIn instructor, long id) {
        var cohort = cohorts.taughtBy(instructor, id);
        return pages.show(request, page(cohort, PolicyForm.of(policies.of(id), labs(cohort))));
    }

    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> change(HttpRequest<?> request, SignedIn instructor, long id, @Body Map<String, String> form) {
        var cohort = cohorts.taughtBy(instructor, id);
        var sent = PolicyForm.sent(form, labs(cohort));
        return sent.policy()
                .<HttpResponse<String>>map(policy -> {
                    var changed = policies.change(instructor, id, policy);
                    return pages.go(
                            CohortPages.of(id, "policy"),
                            new Chrome.Flash(
                                    "good",
                                    changed
                                            ? "The policy is saved. Every result counts by it from now on."
                                            : "Nothing was different; the policy is as it was."));
                })
                .orElseGet(() -> pages.show(request, page(cohort, sent), HttpStatus.UNPROCESSABLE_ENTITY));
    }

    private List<LabEntry> labs(Cohort cohort) {
        return Results.labs(
                catalog.level(cohort.level()).map(level -> level.modules()).orElse(List.of()));
    }

    private PolicyPage page(Cohort cohort, PolicyForm form) {
        return new PolicyPage(
                links.heading(cohort),
                form.lateDays(),
                form.rows().stream()
                        .map(row -> new PolicyPage.Row(
                                row.lab().title(),
                                "counts-" + row.lab().id(),
                                row.due(),
                                row.counts() == Counts.LAST,
                                Href.of("regrades", "new")
                                        .with("cohort", Long.toString(cohort.number()))
                                        .with("lab", row.lab().id())))
                        .toList(),
                CohortPages.of(cohort.number(), "policy"));
    }
}
