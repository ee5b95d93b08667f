package academy.ascent.platform.cluster;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Buckets;
import academy.ascent.platform.web.Pages;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.ClusterSandboxes;
import academy.ascent.sandbox.cluster.Progress;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.cluster.ClusterPage;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
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
import io.micronaut.security.rules.SecurityRule;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A learner's own sandbox on the cluster: open, work in it by kubectl, suspend, close. */
@Controller("/cluster")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
@Requires(bean = ClusterConfig.class)
final class ClusterController {
    static final Href HERE = Href.of("cluster");

    private static final int AT_ONCE = 12;

    private final Buckets buckets = new Buckets(Duration.ofMinutes(10));
    private final ClusterSandboxes sandboxes;
    private final GpuStandings standings;
    private final ClusterWarmth warmth;
    private final ClusterPlaces places;
    private final ClusterViews views;
    private final WorkViews works;
    private final Changes changes;
    private final Pages pages;

    ClusterController(
            ClusterSandboxes sandboxes,
            GpuStandings standings,
            ClusterWarmth warmth,
            ClusterPlaces places,
            ClusterViews views,
            WorkViews works,
            Changes changes,
            Pages pages) {
        this.sandboxes = sandboxes;
        this.standings = standings;
        this.warmth = warmth;
        this.places = places;
        this.views = views;
        this.works = works;
        this.changes = changes;
        this.pages = pages;
    }

    /** Who looks at the page uses the sandbox: looking by kubectl is not seen here. */
    @Get
    HttpResponse<String> show(HttpRequest<?> request, SignedIn person, @QueryValue(defaultValue = "") String log) {
        return pages.show(request, views.page(person, log));
    }

    /** The line that changes by itself; nothing when the page is another one by now. */
    @Get("/live")
    HttpResponse<String> live(SignedIn person) {
        return changes.running(ClusterPlaces.name(person))
                .map(running -> HttpResponse.ok(pages.part("cluster/live.jte", running.line())))
                .orElseGet(HttpResponse::noContent);
    }

    /** The place in the queue for GPUs; nothing when it is the learner's turn by now. */
    @Get("/queue")
    HttpResponse<String> queue(SignedIn person) {
        return standings
                .of(ClusterPlaces.name(person))
                .map(ClusterViews::turn)
                .filter(ClusterPage.Turn::waits)
                .map(turn -> HttpResponse.ok(pages.part("cluster/turn.jte", turn)))
                .orElseGet(HttpResponse::noContent);
    }

    /** What runs there now, which does not count as use; nothing when the page is another one by now. */
    @Get("/work")
    HttpResponse<String> work(SignedIn person, @QueryValue(defaultValue = "") String log) {
        return works.of(ClusterPlaces.name(person), log)
                .map(work -> HttpResponse.ok(pages.part("cluster/work.jte", work)))
                .orElseGet(HttpResponse::noContent);
    }

    @Post("/pods")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> deletePod(SignedIn person, @Body Map<String, String> form) {
        var pod = form.getOrDefault("delete", "");
        return tell(() -> {
            sandboxes.deletePod(ClusterPlaces.name(person), pod);
            return new Chrome.Flash("good", "Pod " + pod + " ends. Its workload, if it has one, makes another.");
        });
    }

    @Post("/open")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<String> open(SignedIn person, @Body Map<String, String> form) {
        var sandboxClass = places.classes(person).get(form.getOrDefault("class", ""));
        if (sandboxClass == null) {
            throw AscentException.notFound("A class of sandboxes that your labs use");
        }
        var wanted = places.request(person, sandboxClass);
        return begin(person, "Opening it", progress -> {
            standings.serve(sandboxes.open(wanted, progress));
            warmth.nudge();
        });
    }

    @Post("/suspend")
    @Consumes(MediaType.ALL)
    HttpResponse<String> suspend(SignedIn person) {
        return begin(person, "Suspending it", progress -> sandboxes.suspend(ClusterPlaces.name(person), progress));
    }

    @Post("/resume")
    @Consumes(MediaType.ALL)
    HttpResponse<String> resume(SignedIn person) {
        return begin(
                person,
                "Resuming it",
                progress -> standings.serve(sandboxes.resume(ClusterPlaces.name(person), progress)));
    }

    @Post("/close")
    @Consumes(MediaType.ALL)
    HttpResponse<String> close(SignedIn person) {
        return begin(
                person, "Closing it: everything in it is removed", _ -> sandboxes.close(ClusterPlaces.name(person)));
    }

    /** Waits for the GPUs again that went to others. */
    @Post("/gpus")
    @Consumes(MediaType.ALL)
    HttpResponse<String> gpus(SignedIn person) {
        return begin(person, "Asking for the GPUs", _ -> {
            sandboxes.askForGpus(ClusterPlaces.name(person));
            standings.refresh();
        });
    }

    @Post("/extend")
    @Consumes(MediaType.ALL)
    HttpResponse<String> extend(SignedIn person) {
        return tell(() -> ClusterViews.flash(sandboxes.extend(ClusterPlaces.name(person))));
    }

    /** Makes again what the last one held when its time was over. */
    @Post("/restore")
    @Consumes(MediaType.ALL)
    HttpResponse<String> restore(SignedIn person) {
        return tell(() -> restored(ClusterPlaces.name(person)));
    }

    private Chrome.Flash restored(SandboxName name) {
        try {
            return RestoredWords.flash(sandboxes.restore(name));
        } catch (SandboxException e) {
            if (e.code() != SandboxException.Code.NOT_FOUND) {
                throw e;
            }
            return new Chrome.Flash(
                    "warning", "Nothing is kept: your last sandbox was closed, had no objects, or did not tell them.");
        }
    }

    /** By a form, since each is a new secret; no cache keeps it. */
    @Post("/kubeconfig")
    @Consumes(MediaType.ALL)
    HttpResponse<?> kubeconfig(SignedIn person) {
        SandboxName name = ClusterPlaces.name(person);
        try {
            var kubeconfig = sandboxes.kubeconfig(name);
            sandboxes.used(name);
            return HttpResponse.ok(kubeconfig.yaml())
                    .contentType(MediaType.APPLICATION_YAML_TYPE)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"ascent-kubeconfig.yaml\"")
                    .header(HttpHeaders.CACHE_CONTROL, "no-store");
        } catch (SandboxException e) {
            return pages.go(HERE, ClusterViews.refusal(e));
        }
    }

    /** Each is dozens of requests to the API server, which others need too. */
    private HttpResponse<String> begin(SignedIn person, String begin, Consumer<Consumer<Progress>> work) {
        if (!buckets.take(person.getName(), AT_ONCE)) {
            return pages.go(HERE, ClusterViews.TOO_OFTEN);
        }
        return changes.begin(ClusterPlaces.name(person), begin, work)
                ? pages.go(HERE)
                : pages.go(HERE, ClusterViews.BUSY);
    }

    private HttpResponse<String> tell(Supplier<Chrome.Flash> action) {
        return pages.go(HERE, ClusterViews.told(action));
    }
}
