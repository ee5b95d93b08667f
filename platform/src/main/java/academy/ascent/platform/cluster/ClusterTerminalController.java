package academy.ascent.platform.cluster;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.Pages;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.cluster.ClusterPod;
import academy.ascent.sandbox.cluster.ClusterSandboxes;
import academy.ascent.site.Chrome;
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
    private final ClusterSandboxes sandboxes;
    private final Pages pages;

    ClusterTerminalController(ClusterSandboxes sandboxes, Pages pages) {
        this.sandboxes = sandboxes;
        this.pages = pages;
    }

    @Get
    HttpResponse<String> show(HttpRequest<?> request, SignedIn person, @QueryValue(defaultValue = "") String pod) {
        try {
            var called = called(person, pod);
            return called.isEmpty()
                    ? back("There is no pod " + pod + " any more.")
                    : pages.show(request, page(pod, called.get()));
        } catch (SandboxException e) {
            return back(e.getMessage() + ".");
        }
    }

    private HttpResponse<String> back(String why) {
        return pages.go(ClusterController.HERE, new Chrome.Flash("warning", why));
    }

    /** What the person calls a pod of theirs. */
    private Optional<String> called(SignedIn person, String pod) {
        return sandboxes.work(ClusterPlaces.name(person)).pods().stream()
                .filter(one -> one.name().equals(pod) && !one.isControlPlane())
                .map(ClusterPod::called)
                .findFirst();
    }

    private static TerminalPage page(String pod, String called) {
        return new TerminalPage(
                called,
                "Your place on the cluster",
                ClusterController.HERE,
                "A shell in this pod’s first container, as kubectl exec opens it. It ends with the container.",
                WorkViews.terminal(pod).below("socket"));
    }
}
