package academy.ascent.platform.cohort;

import academy.ascent.platform.enrollment.Enrollments;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.cohort.JoinPage;
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

/** The learner's side of a cohort: following an invitation, joining, leaving. */
@Controller
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class JoinController {
    private final Invitations invitations;
    private final Cohorts cohorts;
    private final CohortPages links;
    private final Enrollments enrollments;
    private final Pages pages;

    JoinController(Invitations invitations, Cohorts cohorts, CohortPages links, Enrollments enrollments, Pages pages) {
        this.invitations = invitations;
        this.cohorts = cohorts;
        this.links = links;
        this.enrollments = enrollments;
        this.pages = pages;
    }

    @Get("/join/{token}")
    @Secured(SecurityRule.IS_ANONYMOUS)
    HttpResponse<String> look(HttpRequest<?> request, String token) {
        return answer(request, token, invitations.look(token, SignedIn.of(request)));
    }

    /** Joins; pressing twice is harmless. */
    @Post("/join/{token}")
    @Consumes(MediaType.ALL)
    HttpResponse<String> join(HttpRequest<?> request, SignedIn person, String token) {
        var joining = invitations.join(token, person);
        return joining instanceof Joining.Member(Cohort cohort, String _)
                ? pages.go(Href.of("join", token), new Chrome.Flash("good", "You are in " + cohort.name() + "."))
                : answer(request, token, joining);
    }

    @Post("/cohorts/{id}/leave")
    @Consumes(MediaType.ALL)
    HttpResponse<String> leave(SignedIn person, long id) {
        if (!cohorts.leave(person, id)) {
            throw AscentException.notFound("This cohort");
        }
        var flash = new Chrome.Flash("good", "You left the cohort. Your work and your place on the level stay yours.");
        return pages.go(Href.of("account"), flash);
    }

    private HttpResponse<String> answer(HttpRequest<?> request, String token, Joining joining) {
        return switch (joining) {
            case Joining.Open(Cohort cohort, String instructor) ->
                pages.show(request, page(request, token, cohort, instructor, JoinPage.State.OPEN));
            case Joining.Member(Cohort cohort, String instructor) ->
                pages.show(request, page(request, token, cohort, instructor, JoinPage.State.MEMBER));
            case Joining.Closed(Cohort cohort, String instructor, Joining.Reason reason) ->
                pages.show(request, closed(cohort, instructor, reason), HttpStatus.GONE);
            case Joining.Unknown _ ->
                throw new AscentException(
                        HttpStatus.NOT_FOUND,
                        "no-such-invitation",
                        "This is no invitation",
                        "No cohort has this link. Perhaps a part of it is missing: copy the whole link out of the message that you got, or ask your instructor for it.");
        };
    }

    private JoinPage page(
            HttpRequest<?> request, String token, Cohort cohort, String instructor, JoinPage.State state) {
        var here = Href.of("join", token);
        var person = SignedIn.of(request);
        var stranger = person.isEmpty();
        var paid = person.filter(someone -> enrollments.mayWork(someone.id(), cohort.level()))
                .isPresent();
        return new JoinPage(
                cohort.name(),
                cohort.level(),
                links.levelName(cohort.level()),
                Cohorts.days(cohort.startsOn(), cohort.endsOn()),
                instructor,
                state,
                stranger || state.isMember() ? Optional.empty() : Optional.of(here),
                stranger ? Optional.of(Href.of("sign-in").with("next", here.path())) : Optional.empty(),
                stranger ? Optional.of(Href.of("sign-up").with("next", here.path())) : Optional.empty(),
                paid ? Optional.empty() : Optional.of(Href.of("pricing")),
                Href.of("learn"));
    }

    private static MessagePage closed(Cohort cohort, String instructor, Joining.Reason reason) {
        var name = cohort.name();
        return switch (reason) {
            case FULL ->
                message(
                        "Every place is taken",
                        "410",
                        "As many people as this link lets in have joined " + name + ". Ask " + instructor
                                + " for another link.",
                        Href.of());
            case EXPIRED ->
                message(
                        "This link has expired",
                        "410",
                        "It led to " + name + ". Ask " + instructor + " for a new one.",
                        Href.of());
            case REVOKED ->
                message(
                        "This link was taken back",
                        "410",
                        "It led to " + name + ", and does not work any more. Ask " + instructor
                                + " for the current one.",
                        Href.of());
            case OVER ->
                message(
                        "This cohort is over",
                        "410",
                        name + " was archived, and nobody can join it. Ask " + instructor + " which one runs now.",
                        Href.of());
            case REMOVED ->
                message(
                        "This link does not let you in",
                        "410",
                        "You were removed from " + name + " after it was made. Ask " + instructor
                                + " to let you back in, or for a new link.",
                        Href.of());
            case TEACHES ->
                message(
                        "You teach this cohort",
                        "410",
                        "This is the link by which learners join " + name + ". Send it to them; you need not join.",
                        CohortPages.of(cohort.number()));
        };
    }

    private static MessagePage message(String title, String code, String text, Href href) {
        var word = href.equals(Href.of()) ? "Go to the start page" : "Go to the cohort";
        return new MessagePage(title, code, text, Optional.of(new MessagePage.Action(word, href)));
    }
}
