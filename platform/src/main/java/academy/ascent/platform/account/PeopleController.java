package academy.ascent.platform.account;

import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.platform.web.ReturnPath;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.account.PeoplePage;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Shows administrators who is here, and lets them give roles. */
@Controller("/admin/people")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.ADMIN_ROLE)
final class PeopleController {
    private static final Href HERE = Href.of("admin", "people");

    private final People people;
    private final Pages pages;

    PeopleController(People people, Pages pages) {
        this.people = people;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> list(
            HttpRequest<?> request,
            SignedIn administrator,
            @QueryValue(defaultValue = "") String q,
            @QueryValue(defaultValue = "1") int page) {
        var part = q.strip();
        var found = people.search(part, page);
        var paging = found.paging();
        var list = part.isEmpty() ? HERE : HERE.with("q", part);
        var shown = found.accounts().stream()
                .map(account -> new PeoplePage.Person(
                        account.name(),
                        account.email(),
                        account.role().name(),
                        account.createdAt(),
                        account.number() == administrator.id()
                                ? Optional.empty()
                                : Optional.of(Href.of("admin", "people", account.number(), "role"))))
                .toList();
        return pages.show(
                request,
                new PeoplePage(
                        part,
                        shown,
                        Arrays.stream(Role.values())
                                .map(role -> new PeoplePage.Choice(role.name(), role.word()))
                                .toList(),
                        found.total(),
                        paging.here(list),
                        paging.previous(list),
                        paging.next(list),
                        paging.words()));
    }

    @Post("/{id}/role")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> setRole(SignedIn administrator, long id, @Body Map<String, String> form) {
        var role = Arrays.stream(Role.values())
                .filter(value -> value.name().equals(form.get("role")))
                .findFirst()
                .orElseThrow(() -> AscentException.badRequest(
                        "no-such-role", "There is no such role. Choose learner, instructor or administrator."));
        var flash = switch (people.setRole(administrator, id, role)) {
            case DONE -> new Chrome.Flash("good", "The account is now: " + role.word() + ".");
            case NO_SUCH_ACCOUNT -> throw AscentException.notFound("This account");
            case OWN_ROLE ->
                new Chrome.Flash("error", "You cannot take your own role away. Ask another administrator to do it.");
            case LAST_ADMINISTRATOR ->
                new Chrome.Flash("error", "This is the last administrator. Make somebody else an administrator first.");
        };
        return pages.go(ReturnPath.of(form.get("back"), HERE), flash);
    }
}
