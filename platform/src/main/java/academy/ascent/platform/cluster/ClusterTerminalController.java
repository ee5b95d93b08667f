package academy.ascent.platform.cluster;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.Pages;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.cluster.ClusterPod;
import academy.ascent.sandbox.cluster.ClusterSandboxes;
import academy.ascent.site.Chrome;
import academy.ascent.site.Href;
import academy.ascent.site.terminal.TerminalPage;
import io.micronaut.context.annotation.Requires;
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
import io.micronaut.security.rules.SecurityRule;
import java.util.Optional;

/** The page of a terminal in a pod; {@link ClusterTerminalSocket} is behind it. */
@Controller("/cluster/terminal")
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
@Requires(bean = ClusterConfig.class)
final class ClusterTerminalController {
    static final String CONTAINER = "container";

    private final ClusterSandboxes sandboxes;
    private final Pages pages;

    ClusterTerminalController(ClusterSandboxes sandboxes, Pages pages) {
        this.sandboxes = sandboxes;
        this.pages = pages;
    }

    /** @param container empty for the first one that runs */
    @Get
    HttpResponse<String> show(
            HttpRequest<?> request,
            SignedIn person,
            @QueryValue(defaultValue = "") String pod,
            @QueryValue(defaultValue = "") String container) {
        try {
            var found = find(person, pod);
            if (found.isEmpty()) {
                return back("There is no pod " + pod + " any more.");
            }
            var running = found.get().running();
            var chosen = container.isEmpty() ? running.stream().findFirst() : Optional.of(container);
            return chosen.filter(running::contains).isEmpty()
                    ? back(notRunning(found.get().called(), container))
                    : pages.show(request, page(found.get(), chosen.get()));
        } catch (SandboxException e) {
            return back(e.getMessage() + ".");
        }
    }

    private HttpResponse<String> back(String why) {
        return pages.go(ClusterController.HERE, new Chrome.Flash("warning", why));
    }

    private static String notRunning(String pod, String container) {
        return container.isEmpty()
                ? "No container of the pod " + pod + " runs."
                : "No container " + container + " of the pod " + pod + " runs.";
    }

    private Optional<ClusterPod> find(SignedIn person, String pod) {
        return sandboxes.work(ClusterPlaces.name(person)).pods().stream()
                .filter(one -> one.name().equals(pod) && !one.isControlPlane())
                .findFirst();
    }

    private static TerminalPage page(ClusterPod pod, String container) {
        Href here = WorkViews.terminal(pod.name());
        return new TerminalPage(
                pod.called(),
                "Your place on the cluster",
                ClusterController.HERE,
                "A shell in a container of this pod, as kubectl exec opens it. It ends with the container.",
                pod.running().stream()
                        .map(one -> new TerminalPage.Container(one, here.with(CONTAINER, one), one.equals(container)))
                        .toList(),
                here.below("socket").with(CONTAINER, container));
    }
}
