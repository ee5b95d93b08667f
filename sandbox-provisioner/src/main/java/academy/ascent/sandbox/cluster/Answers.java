package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What an API server's failures mean. */
final class Answers {
    private static final int ATTEMPTS = 5;
    private static final int UNPROCESSABLE = 422;

    private Answers() {}

    /** Whether what was seen has changed meanwhile, or what was to be made is there. */
    static boolean isConflict(KubernetesClientException failed) {
        return failed.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    static boolean isNotFound(KubernetesClientException failed) {
        return failed.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
    }

    /** Whether the same request would be refused again: it may not be, or what it holds is wrong. */
    static boolean isRefusal(KubernetesClientException failed) {
        return List.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_FORBIDDEN, UNPROCESSABLE)
                .contains(failed.getCode());
    }

    /** The API server's own words where it said any, else what went wrong on the way to it. */
    static String words(KubernetesClientException failed) {
        return Optional.ofNullable(failed.getStatus())
                .map(Status::getMessage)
                .filter(message -> !message.isBlank())
                .orElseGet(() -> withCause(failed));
    }

    private static String withCause(KubernetesClientException failed) {
        Throwable cause = failed.getCause();
        return cause == null || cause.getMessage() == null
                ? String.valueOf(failed.getMessage())
                : failed.getMessage() + " (" + cause.getMessage() + ")";
    }

    /**
     * Does something, and again if the API server was too slow or something else had changed what this follows from.
     *
     * @param what after {@code could not}
     * @param action may be done again after it was done in part or as a whole
     * @throws SandboxException with code {@code UNAVAILABLE} and the API server's words if it fails there
     */
    static <T> T speaking(String what, Supplier<T> action) {
        for (int attempt = 1; ; attempt++) {
            try {
                return action.get();
            } catch (KubernetesClientException failed) {
                if (!(isTimeout(failed) || isConflict(failed)) || attempt == ATTEMPTS) {
                    throw new SandboxException(
                            Code.UNAVAILABLE, "The cluster could not " + what + ": " + words(failed), failed);
                }
            }
        }
    }

    /** The client itself tries again after other failures of the network, but not after this one. */
    private static boolean isTimeout(KubernetesClientException failed) {
        return Stream.<Throwable>iterate(failed, Objects::nonNull, Throwable::getCause)
                .anyMatch(TimeoutException.class::isInstance);
    }
}
