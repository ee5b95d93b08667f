package academy.ascent.platform.regrade;

import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.regrade.NewRegradePage;
import academy.ascent.site.regrade.RegradesPage;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts regrades, shows what they would change, and applies, discards or takes them back. */
@Controller("/regrades")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.INSTRUCTOR_ROLE)
final class RegradeController {
    private final Regrades regrades;
    private final RegradeRows rows;
    private final Pages pages;

    RegradeController(Regrades regrades, RegradeRows rows, Pages pages) {
        this.regrades = regrades;
        this.rows = rows;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> list(HttpRequest<?> request, SignedIn person) {
        var items = regrades.seenBy(person).stream()
                .map(one -> new RegradesPage.Item(
                        one.title(),
                        RegradeViews.href(one.id()),
                        RegradeViews.word(one),
                        one.items() + (one.items() == 1 ? " submission" : " submissions") + ", started by "
                                + one.starter(),
                        one.startedAt()))
                .toList();
        return pages.show(request, new RegradesPage(items, person.is(Role.ADMIN) ? versions() : List.of()));
    }

    private List<RegradesPage.Version> versions() {
        return rows.versions().stream()
                .map(one -> new RegradesPage.Version(
                        one.lab() + "@"
                                + one.digest()
                                        .substring(0, Math.min(12, one.digest().length())),
                        one.submissions() + (one.submissions() == 1 ? " submission" : " submissions"),
                        one.latest(),
                        Href.of("regrades", "new").with("lab", one.lab()).with("version", one.digest())))
                .toList();
    }

    @Get("/new")
    HttpResponse<String> form(HttpRequest<?> request, SignedIn person) {
        var asked = new HashMap<String, String>();
        request.getParameters()
                .forEach((name, values) -> values.stream().findFirst().ifPresent(value -> asked.put(name, value)));
        var form = RegradeForm.fresh(asked);
        return pages.show(request, page(regrades.plan(person, form.scope()), form));
    }

    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> start(HttpRequest<?> request, SignedIn person, @Body Map<String, String> form) {
        var sent = RegradeForm.sent(form);
        var plan = regrades.plan(person, sent.scope());
        if (sent.reason().error().isPresent()) {
            return pages.show(request, page(plan, sent), HttpStatus.UNPROCESSABLE_ENTITY);
        }
        var id = regrades.start(person, plan, sent.against(), sent.reason().value());
        var flash = new Chrome.Flash(
                "good",
                "They are queued, after everything that somebody waits for. Nothing counts before you apply it.");
        return pages.go(RegradeViews.href(id), flash);
    }

    @Get("/{id}")
    HttpResponse<String> show(HttpRequest<?> request, SignedIn person, long id) {
        var regrade = regrades.of(person, id);
        return pages.show(request, RegradeViews.of(regrade, regrades.differences(regrade)));
    }

    @Post("/{id}/apply")
    @Consumes(MediaType.ALL)
    HttpResponse<String> apply(SignedIn person, long id) {
        return done(id, regrades.apply(person, id), "It counts from now on. You can take it back with one click.");
    }

    @Post("/{id}/discard")
    @Consumes(MediaType.ALL)
    HttpResponse<String> discard(SignedIn person, long id) {
        return done(id, regrades.discard(person, id), "It is discarded. Every grade is as it was.");
    }

    @Post("/{id}/reverse")
    @Consumes(MediaType.ALL)
    HttpResponse<String> reverse(SignedIn person, long id) {
        return done(id, regrades.reverse(person, id), "It is taken back. What counted before counts again.");
    }

    private HttpResponse<String> done(long id, Optional<String> problem, String done) {
        var flash =
                problem.map(text -> new Chrome.Flash("error", text)).orElseGet(() -> new Chrome.Flash("good", done));
        return pages.go(RegradeViews.href(id), flash);
    }

    private static NewRegradePage page(Regrades.Plan plan, RegradeForm form) {
        var hidden = switch (plan.scope()) {
            case Scope.One(long id) -> Map.of("submission", Long.toString(id));
            case Scope.OfCohort(long cohort, String lab) -> Map.of("cohort", Long.toString(cohort), "lab", lab);
            case Scope.OfVersion(String lab, String digest) -> Map.of("lab", lab, "version", digest);
        };
        return new NewRegradePage(
                plan.title(),
                plan.submissions().size(),
                Regrades.MOST,
                hidden,
                form.against() == Regrade.Against.CURRENT,
                form.reason(),
                Href.of("regrades"));
    }
}
