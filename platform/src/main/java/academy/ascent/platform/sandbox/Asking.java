package academy.ascent.platform.sandbox;

import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.load.Call;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Schedule;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.site.sandbox.SandboxPage.Answer;
import academy.ascent.site.sandbox.SandboxPage.Ask;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Sends one request to a learner's Service, as the grader's load generator does. */
@Singleton
final class Asking {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ENDPOINTS_FOLLOW = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Answer NOBODY_READY = new Answer(false, "Not sent: no replica is ready yet.", "");
    private static final int LONGEST_PATH = 500;
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int SHOWN = 4000;

    /** What stands there before anything was asked. */
    static Ask first(Lab lab) {
        return new Ask("/v2/models/" + lab.model(), "", Optional.empty());
    }

    /**
     * Asks and gives the answer.
     *
     * @param sandbox empty while nothing is deployed
     * @param body sent as JSON by POST; empty for GET
     */
    Ask ask(Lab lab, Optional<Sandbox> sandbox, String path, String body) {
        var wrong = wrong(path, body);
        if (wrong.isPresent()) {
            return new Ask(path, body, Optional.of(new Answer(false, wrong.get(), "")));
        }
        try {
            return new Ask(
                    path,
                    body,
                    Optional.of(sandbox.map(place -> ask(place, lab.service(), new Call(path, body.strip())))
                            .orElse(NOBODY_READY)));
        } catch (SandboxException e) {
            return new Ask(path, body, Optional.of(new Answer(false, "Not sent: " + e.getMessage() + ".", "")));
        }
    }

    private static Answer ask(Sandbox place, String service, Call call) {
        var endpoints = endpoints(place, service);
        if (!endpoints.isEmpty()) {
            return answer(endpoints, call);
        }
        return isAnyReady(place)
                ? new Answer(
                        false,
                        "Not sent: the Service “" + service + "” leads to none of the replicas that are ready. "
                                + "Compare its selector with their labels, and its port with theirs.",
                        "")
                : NOBODY_READY;
    }

    /** A Service's endpoints, which follow a moment after a replica became ready; that is waited for. */
    private static List<Endpoint> endpoints(Sandbox place, String service) {
        var until = System.nanoTime() + ENDPOINTS_FOLLOW.toNanos();
        var found = place.readyEndpoints(service);
        while (found.isEmpty() && isAnyReady(place) && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            found = place.readyEndpoints(service);
        }
        return found;
    }

    private static boolean isAnyReady(Sandbox place) {
        return place.replicas().stream().anyMatch(Replica::ready);
    }

    private static Optional<String> wrong(String path, String body) {
        if (!path.matches("/[!-~]*") || path.length() > LONGEST_PATH) {
            return Optional.of("Not sent: a path begins with a slash and has no spaces, such as /v2/health/ready.");
        }
        return body.length() > LONGEST_BODY
                ? Optional.of("Not sent: the body is longer than " + LONGEST_BODY / 1024 + " KiB.")
                : Optional.empty();
    }

    private static Answer answer(List<Endpoint> ready, Call call) {
        var once = Schedule.constant(1, Duration.ofSeconds(1));
        Sample sample = Load.run(once, List.of(call), () -> ready, TIMEOUT).getFirst();
        var took = String.format(Locale.ROOT, "%.1f ms", sample.latencyNanos() / 1e6);
        var finding = sample.status() == 0
                ? "The request was " + sample.outcome().words() + " after " + took + "."
                : "Status " + sample.status() + " in " + took + " from " + sample.replica() + ".";
        var text = sample.body();
        return new Answer(
                sample.answered(),
                finding,
                text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)");
    }
}
