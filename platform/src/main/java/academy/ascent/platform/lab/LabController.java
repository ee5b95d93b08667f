package academy.ascent.platform.lab;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.Href;
import academy.ascent.site.lab.HistoryPage;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows the labs, one lab, and a file's history. */
@Controller("/labs")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class LabController {
    private final LabCatalog catalog;
    private final LabAccess access;
    private final OpenLab open;
    private final LabPages labPages;
    private final Workspaces workspaces;
    private final Pages pages;

    LabController(
            LabCatalog catalog, LabAccess access, OpenLab open, LabPages labPages, Workspaces workspaces, Pages pages) {
        this.catalog = catalog;
        this.access = access;
        this.open = open;
        this.labPages = labPages;
        this.workspaces = workspaces;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> list(HttpRequest<?> request, SignedIn person) {
        return pages.show(request, labPages.list(person));
    }

    @Get("/{id}")
    HttpResponse<String> lab(
            HttpRequest<?> request, SignedIn person, String id, @QueryValue(defaultValue = "") String file) {
        var lab = catalog.get(id);
        return access.mayOpen(person, lab)
                ? pages.show(request, labPages.lab(person, lab, file))
                : pages.show(request, labPages.locked(lab), HttpStatus.PAYMENT_REQUIRED);
    }

    @Get("/{id}/history")
    HttpResponse<String> history(
            HttpRequest<?> request,
            SignedIn person,
            String id,
            @QueryValue(defaultValue = "") String file,
            @QueryValue Optional<Integer> version) {
        var lab = open.of(person, id);
        if (FileRules.writeProblem(lab, file).isPresent()) {
            throw AscentException.notFound("A history of this file");
        }
        var href = new Href(LabPages.href(lab).path() + "/history").with("file", file);
        var history = workspaces.history(person.id(), lab, file);
        var newest = history.isEmpty() ? 0 : history.getFirst().number();
        return pages.show(
                request,
                new HistoryPage(
                        lab.title(),
                        file,
                        LabPages.href(lab).with("file", file),
                        new Href(LabPages.href(lab).path() + "/restore"),
                        versions(history, href, newest, version, StarterText.read(lab, file)),
                        version.flatMap(number -> workspaces
                                .text(person.id(), lab, file, number)
                                .map(text -> new HistoryPage.Shown(number, text, number != newest)))));
    }

    private static List<HistoryPage.Version> versions(
            List<FileVersion> history, Href href, int newest, Optional<Integer> shown, Optional<String> starter) {
        var versions = new ArrayList<HistoryPage.Version>();
        for (var version : history) {
            versions.add(new HistoryPage.Version(
                    version.number(),
                    words(version.origin()),
                    Optional.of(version.createdAt()),
                    version.size() + " bytes",
                    href.with("version", Integer.toString(version.number())),
                    version.number() == newest,
                    shown.filter(number -> number == version.number()).isPresent()));
        }
        starter.ifPresent(text -> versions.add(new HistoryPage.Version(
                0,
                "the starter",
                Optional.empty(),
                FileRules.size(text) + " bytes",
                href.with("version", "0"),
                newest == 0,
                shown.filter(number -> number == 0).isPresent())));
        return versions;
    }

    private static String words(FileVersion.Origin origin) {
        return switch (origin) {
            case SAVED -> "saved";
            case RESET -> "reset to the starter";
            case RESTORED -> "brought back";
            case UPLOADED -> "uploaded";
            case REMOVED -> "removed";
        };
    }
}
