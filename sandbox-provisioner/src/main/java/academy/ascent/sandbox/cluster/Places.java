package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.PlatformMaps.Written;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the sandbox of a name is: where its name says, or where one was made ahead that it became. That is written in a
 * ConfigMap of the platform's namespace, one for each name that was ever opened, and only what is written there is the
 * sandbox of that name: of several who choose differently, one writes first.
 */
final class Places {
    private static final String PLACE = "place";
    private static final String UID = "uid";

    private final String platformNamespace;
    private final PlatformMaps maps;
    private final SandboxNamespaces namespaces;

    /**
     * @param platformNamespace is made with the first place that is written, if it is not there
     */
    Places(KubernetesClient client, String platformNamespace) {
        this.platformNamespace = platformNamespace;
        this.maps = new PlatformMaps(client, platformNamespace);
        this.namespaces = new SandboxNamespaces(client);
    }

    /**
     * One namespace.
     *
     * @param sandbox names it
     * @param uid tells it from others of that name, before and after it
     */
    record Place(SandboxName sandbox, String uid) {
        static Place of(Namespace namespace) {
            return new Place(
                    Ledger.read(namespace).place(), namespace.getMetadata().getUid());
        }

        /** Whether a namespace is the very one. */
        boolean is(Namespace namespace) {
            return uid.equals(namespace.getMetadata().getUid());
        }
    }

    /** Empty if there is no sandbox of that name; one that is where its name says may not be there either. */
    Optional<SandboxName> find(SandboxName name) {
        SandboxName place = read(maps.read(map(name))).map(Place::sandbox).orElse(name);
        if (place.equals(name)) {
            return Optional.of(name).filter(own -> !WarmPool.isPlace(own));
        }
        return namespaces
                .find(place)
                .filter(found -> Ledger.read(found).name().equals(name))
                .map(_ -> place);
    }

    /** @throws SandboxException with code {@code NOT_FOUND} if there is no sandbox of that name */
    SandboxName require(SandboxName name) {
        return find(name).orElseThrow(() -> new SandboxException(Code.NOT_FOUND, "There is no sandbox " + name));
    }

    /**
     * Writes down where the sandbox of a name is.
     *
     * @param decide from what was written; asked again for what others have written meanwhile
     */
    Place change(SandboxName name, Function<Optional<Place>, Place> decide) {
        return maps.change(map(name), "The place of sandbox " + name + " was", data -> {
            Optional<Place> written = read(data);
            if (written.isEmpty()) {
                namespaces.make(platformNamespace);
            }
            Place next = decide.apply(written);
            return new Written<>(
                    next,
                    Map.of(),
                    written.filter(next::equals).isPresent()
                            ? Optional.empty()
                            : Optional.of(Map.of(PLACE, next.sandbox().value(), UID, next.uid())));
        });
    }

    /** What is missing or was mangled by hand reads as where the name says. */
    private static Optional<Place> read(Map<String, String> data) {
        try {
            return Optional.ofNullable(data.get(PLACE))
                    .map(place -> new Place(new SandboxName(place), data.getOrDefault(UID, "")));
        } catch (IllegalArgumentException mangled) {
            return Optional.empty();
        }
    }

    private static String map(SandboxName name) {
        return "place-" + name;
    }
}
