package academy.ascent.platform.cluster;

import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.Pages;
import academy.ascent.platform.web.Paging;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus;
import academy.ascent.sandbox.cluster.Progress;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.cluster.ClusterSandboxesPage;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Shows operators who has which sandbox on the cluster, and lets them extend, suspend, resume and close. */
@Controller("/admin/cluster")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.ADMIN_ROLE)
@Requires(bean = ClusterConfig.class)
final class ClusterOperatorController {
    static final Href HERE = Href.of("admin", "cluster");

    private final ClusterOperator sandboxes;
    private final ClusterViews views;
    private final ClusterUpkeep upkeep;
    private final ClusterWarmth warmth;
    private final Changes changes;
    private final Pages pages;

    ClusterOperatorController(
            ClusterOperator sandboxes,
            ClusterViews views,
            ClusterUpkeep upkeep,
            ClusterWarmth warmth,
            Changes changes,
            Pages pages) {
        this.sandboxes = sandboxes;
        this.views = views;
        this.upkeep = upkeep;
        this.warmth = warmth;
        this.changes = changes;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> list(
            HttpRequest<?> request, @QueryValue(defaultValue = "") String q, @QueryValue(defaultValue = "1") int page) {
        try {
            return pages.show(request, page(q.strip(), page, sandboxes.list(), sandboxes.ahead(), Optional.empty()));
        } catch (SandboxException e) {
            return pages.show(
                    request,
                    page(q.strip(), 1, List.of(), Optional.empty(), Optional.of(String.valueOf(e.getMessage()))));
        }
    }

    @Post("/{name}/extend")
    @Consumes(MediaType.ALL)
    HttpResponse<String> extend(SignedIn operator, String name) {
        return tell(() -> ClusterViews.flash(sandboxes.extend(operator.id(), name)));
    }

    @Post("/{name}/suspend")
    @Consumes(MediaType.ALL)
    HttpResponse<String> suspend(SignedIn operator, String name) {
        return tell(() -> begin(name, sandboxes.suspend(operator.id(), name)));
    }

    @Post("/{name}/resume")
    @Consumes(MediaType.ALL)
    HttpResponse<String> resume(SignedIn operator, String name) {
        return tell(() -> begin(name, sandboxes.resume(operator.id(), name)));
    }

    @Post("/{name}/close")
    @Consumes(MediaType.ALL)
    HttpResponse<String> close(SignedIn operator, String name) {
        return tell(() -> begin(name, sandboxes.close(operator.id(), name)));
    }

    private Chrome.Flash begin(String name, Consumer<Consumer<Progress>> work) {
        return changes.begin(new SandboxName(name), "begun", work)
                ? new Chrome.Flash("good", "Begun. The list says how far it is.")
                : ClusterViews.BUSY;
    }

    private HttpResponse<String> tell(Supplier<Chrome.Flash> action) {
        return pages.go(HERE, ClusterViews.told(action));
    }

    private ClusterSandboxesPage page(
            String query,
            int wanted,
            List<ClusterOperator.Listed> all,
            Optional<String> ahead,
            Optional<String> failure) {
        var found = all.stream().filter(one -> one.fits(query)).toList();
        var paging = Paging.of(found.size(), wanted);
        var list = query.isEmpty() ? HERE : HERE.with("q", query);
        var latest = upkeep.latest();
        return new ClusterSandboxesPage(
                query,
                found.stream()
                        .skip(paging.before())
                        .limit(Paging.SIZE)
                        .map(this::row)
                        .toList(),
                all.size(),
                finding(query, found),
                paging.previous(list),
                paging.next(list),
                paging.words(),
                ahead,
                failure,
                latest.map(ClusterUpkeep.Round::at),
                both(latest.map(ClusterUpkeep.Round::done), warmth.latest().done()),
                both(latest.map(ClusterUpkeep.Round::failures), warmth.latest().failures()));
    }

    private static List<String> both(Optional<List<String>> upkeep, List<String> warmth) {
        return Stream.concat(upkeep.stream().flatMap(List::stream), warmth.stream())
                .toList();
    }

    private static String finding(String query, List<ClusterOperator.Listed> found) {
        var among = query.isEmpty() ? "" : " with “" + query + "” in the learner’s name or address";
        if (found.isEmpty()) {
            return "None" + among + ".";
        }
        var open = count(found, ClusterSandboxStatus.Phase.OPEN);
        var asleep = count(found, ClusterSandboxStatus.Phase.SUSPENDED);
        return found.size() + among + ", " + open + " open and " + asleep + " suspended.";
    }

    private static long count(List<ClusterOperator.Listed> found, ClusterSandboxStatus.Phase phase) {
        return found.stream().filter(one -> one.sandbox().phase() == phase).count();
    }

    private ClusterSandboxesPage.Row row(ClusterOperator.Listed listed) {
        var sandbox = listed.sandbox();
        return new ClusterSandboxesPage.Row(
                listed.learner(),
                sandbox.sandboxClass(),
                sandbox.phase().name().toLowerCase(Locale.ROOT),
                note(sandbox),
                sandbox.opened(),
                sandbox.lastUsed(),
                sandbox.term().map(ClusterSandboxStatus.Term::expires),
                Href.of("admin", "cluster", sandbox.name()));
    }

    private String note(ClusterSandboxStatus sandbox) {
        return changes.of(sandbox.name())
                .map(change -> switch (change) {
                    case Changes.Running(String line) -> line;
                    case Changes.Failed(String reason) -> reason;
                })
                .or(() -> views.gpus(sandbox))
                .orElse("");
    }
}
