package academy.ascent.platform.cohort;

import academy.ascent.platform.config.AscentConfig;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.cohort.LinkPage;
import academy.ascent.site.cohort.ManagePage;
import academy.ascent.site.web.Field;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instructor's grip on a cohort: its link, its members, its name, its end. */
@Controller("/cohorts/{id}")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.INSTRUCTOR_ROLE)
final class ManageController {
    private static final int MOST_PLACES = 10_000;
    private static final Field PLACES =
            Field.of("places", "Places", "number", "off").hint("Empty for no limit.");

    private final Cohorts cohorts;
    private final Invitations invitations;
    private final CohortPages links;
    private final AscentConfig config;
    private final Pages pages;
    private final InstantSource clock;

    ManageController(
            Cohorts cohorts,
            Invitations invitations,
            CohortPages links,
            AscentConfig config,
            Pages pages,
            InstantSource clock) {
        this.cohorts = cohorts;
        this.invitations = invitations;
        this.links = links;
        this.config = config;
        this.pages = pages;
        this.clock = clock;
    }

    @Get("/manage")
    HttpResponse<String> manage(HttpRequest<?> request, SignedIn instructor, long id) {
        var cohort = cohorts.taughtBy(instructor, id);
        return pages.show(request, page(cohort, CohortForm.of(cohort), PLACES));
    }

    @Post("/manage")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> change(HttpRequest<?> request, SignedIn instructor, long id, @Body Map<String, String> form) {
        var cohort = cohorts.taughtBy(instructor, id);
        var sent = CohortForm.sent(form, cohort.level());
        return sent.details()
                .<HttpResponse<String>>map(details -> {
                    cohorts.change(instructor, cohort, details);
                    return done(id, "Name and days are saved.");
                })
                .orElseGet(() -> pages.show(request, page(cohort, sent, PLACES), HttpStatus.UNPROCESSABLE_ENTITY));
    }

    /** Answers with the link itself, since nobody can read it later. */
    @Post("/invitation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> invite(HttpRequest<?> request, SignedIn instructor, long id, @Body Map<String, String> form) {
        var cohort = cohorts.taughtBy(instructor, id);
        if (cohort.isArchived()) {
            throw AscentException.badRequest("cohort-archived", "This cohort is archived. Bring it back first.");
        }
        var sent = PLACES.value(form.getOrDefault("places", "").strip());
        var places = number(sent.value(), MOST_PLACES);
        if (places == null && !sent.value().isEmpty()) {
            var wrong = sent.error("Write a number from 1 to " + MOST_PLACES + ", or leave it empty.");
            return pages.show(request, page(cohort, CohortForm.of(cohort), wrong), HttpStatus.UNPROCESSABLE_ENTITY);
        }
        var days = number(form.getOrDefault("days", "14"), 365);
        var life = Duration.ofDays(days == null ? 14 : days);
        var token = invitations.invite(instructor, cohort, life, places);
        var words = places == null
                ? "Any number of people may join by it"
                : places == 1 ? "One person may join by it" : places + " people may join by it";
        var address = config.absolute(Href.of("join", token).path()).toString();
        return pages.show(
                request,
                new LinkPage(
                        links.heading(cohort), address, words, clock.instant().plus(life)));
    }

    @Post("/invitation/revoke")
    @Consumes(MediaType.ALL)
    HttpResponse<String> revoke(SignedIn instructor, long id) {
        invitations.revoke(instructor, cohorts.taughtBy(instructor, id));
        return done(id, "The link no longer works. Who joined by it stays.");
    }

    @Post("/members/{account}/remove")
    @Consumes(MediaType.ALL)
    HttpResponse<String> remove(SignedIn instructor, long id, long account) {
        var member = cohorts.remove(instructor, cohorts.taughtBy(instructor, id), account)
                .orElseThrow(() -> AscentException.notFound("This member"));
        return done(id, member.name() + " was removed. You can let them back in below.");
    }

    @Post("/members/{account}/let-back")
    @Consumes(MediaType.ALL)
    HttpResponse<String> letBack(SignedIn instructor, long id, long account) {
        var member = cohorts.letBack(instructor, cohorts.taughtBy(instructor, id), account)
                .orElseThrow(() -> AscentException.notFound("This member"));
        return done(id, member.name() + " is a member again.");
    }

    @Post("/archive")
    @Consumes(MediaType.ALL)
    HttpResponse<String> archive(SignedIn instructor, long id) {
        cohorts.archive(instructor, cohorts.taughtBy(instructor, id));
        return pages.go(CohortPages.of(id), new Chrome.Flash("good", "The cohort is archived."));
    }

    @Post("/restore")
    @Consumes(MediaType.ALL)
    HttpResponse<String> restore(SignedIn instructor, long id) {
        cohorts.restore(instructor, cohorts.taughtBy(instructor, id));
        return pages.go(CohortPages.of(id), new Chrome.Flash("good", "The cohort is back."));
    }

    private HttpResponse<String> done(long id, String text) {
        return pages.go(CohortPages.of(id, "manage"), new Chrome.Flash("good", text));
    }

    private ManagePage page(Cohort cohort, CohortForm form, Field places) {
        var id = cohort.number();
        return new ManagePage(
                links.heading(cohort),
                invitations.current(cohort).map(ManageController::invitation),
                places,
                CohortPages.of(id, "invitation"),
                Href.of("cohorts", id, "invitation", "revoke"),
                form.name(),
                form.startsOn(),
                form.endsOn(),
                CohortPages.of(id, "manage"),
                cohorts.members(cohort).stream()
                        .map(member -> member(id, member, "remove"))
                        .toList(),
                cohorts.removed(cohort).stream()
                        .map(member -> member(id, member, "let-back"))
                        .toList(),
                CohortPages.of(id, "archive"));
    }

    private static ManagePage.Member member(long id, MemberRows.Member member, String action) {
        return new ManagePage.Member(
                member.name(),
                member.email(),
                member.joinedAt(),
                Href.of("cohorts", id, "members", member.accountId(), action));
    }

    private static ManagePage.Invitation invitation(Invitations.Current current) {
        var places = current.invitation().places();
        var use = places == null
                ? current.joined() + " joined by it, with no limit"
                : current.joined() + " of " + places + " places are taken";
        return new ManagePage.Invitation(current.invitation().expiresAt(), !current.expired(), use);
    }

    private static @Nullable Integer number(String text, int most) {
        return Optional.of(text)
                .filter(digits -> digits.matches("[0-9]{1,6}"))
                .map(Integer::valueOf)
                .filter(number -> number >= 1 && number <= most)
                .orElse(null);
    }
}
