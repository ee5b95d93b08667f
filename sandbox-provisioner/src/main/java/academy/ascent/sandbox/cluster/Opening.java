package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus.Phase;
import academy.ascent.sandbox.cluster.Places.Place;
import academy.ascent.sandbox.cluster.Progress.Step;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Opens a sandbox: one that was made ahead if one is ready, else one where its name says. A namespace is chosen or made first,
 * then written down as the place of the name, then made the learner's or gone on with; whoever dies in between leaves what
 * the next one goes on with, or what is nobody's still.
 */
final class Opening {
    /** After so many, others always took what was chosen, and none is chosen any more. */
    private static final int CHOICES = 5;

    private static final int ATTEMPTS = 10;

    private final SandboxNamespaces namespaces;
    private final Places places;
    private final Lifecycle lifecycle;
    private final WarmPool pool;

    Opening(SandboxNamespaces namespaces, Places places, Lifecycle lifecycle, WarmPool pool) {
        this.namespaces = namespaces;
        this.places = places;
        this.lifecycle = lifecycle;
        this.pool = pool;
    }

    ClusterSandboxStatus open(ClusterRequest request, Consumer<Progress> progress) {
        return Answers.speaking("open sandbox " + request.name(), () -> {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                Optional<ClusterSandboxStatus> opened = opened(request, attempt <= CHOICES, progress);
                if (opened.isPresent()) {
                    return opened.get();
                }
            }
            throw new SandboxException(
                    Code.UNAVAILABLE,
                    "Sandbox " + request.name() + " was opened and closed by others " + ATTEMPTS
                            + " times meanwhile; try again");
        });
    }

    /** Empty if what was chosen is gone meanwhile, or somebody else's. */
    private Optional<ClusterSandboxStatus> opened(
            ClusterRequest request, boolean choosing, Consumer<Progress> progress) {
        List<Namespace> made = new ArrayList<>();
        Place place = places.change(
                request.name(),
                written -> written.filter(there -> isThere(there, request))
                        .or(() -> choosing ? chosen(request, progress) : Optional.empty())
                        .orElseGet(() -> {
                            made.add(lifecycle.made(request.sandbox(), progress));
                            return Place.of(made.getLast());
                        }));
        made.stream().filter(own -> !place.is(own)).forEach(this::discard);
        Optional<Namespace> found = namespaces.find(place.sandbox()).filter(place::is);
        if (found.filter(Ownership::isWarm).isPresent()) {
            return pool.take(found.get(), request, progress);
        }
        return found.filter(there -> isNamed(there, request))
                .map(there -> lifecycle.open(there, request.at(place.sandbox()), progress));
    }

    /** Whether what is written down may still be opened as this sandbox. */
    private boolean isThere(Place place, ClusterRequest request) {
        return namespaces
                .find(place.sandbox())
                .filter(place::is)
                .filter(found -> !Takeover.isBeingRemoved(found))
                .filter(found -> Ownership.isWarm(found) ? pool.isReady(found, request) : isNamed(found, request))
                .isPresent();
    }

    private static boolean isNamed(Namespace found, ClusterRequest request) {
        return Ledger.read(found).name().equals(request.name());
    }

    /** One that is ready, unless there is a sandbox already where the name says. */
    private Optional<Place> chosen(ClusterRequest request, Consumer<Progress> progress) {
        if (namespaces
                .find(request.name())
                .filter(own -> !Takeover.isBeingRemoved(own))
                .isPresent()) {
            return Optional.empty();
        }
        Optional<Place> ready = pool.ready(request).map(Place::of);
        ready.ifPresent(place -> progress.accept(
                new Progress(Step.CHOOSING, "choosing the sandbox " + place.sandbox() + ", which was made ahead")));
        return ready;
    }

    /** Another platform has chosen another place at the same time, and nobody goes on with this one. */
    private void discard(Namespace own) {
        if (Ledger.read(own).phase() == Phase.OPENING) {
            namespaces.isDeleted(own);
        }
    }
}
