package academy.ascent.grader.check;

import academy.ascent.grader.submission.Reading;
import academy.ascent.grader.submission.Value;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.submission.YamlText;
import academy.ascent.sandbox.Admission.AdmittedContainer;
import academy.ascent.sandbox.Admission.AdmittedObject;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the manifests reserve: the requests of all containers of all replicas; one that is not set equals its limit. */
record Reservation(List<Part> parts) {
    Reservation {
        parts = List.copyOf(parts);
    }

    /**
     * How much of both resources.
     *
     * @param cores CPUs
     * @param gib memory, in GiB
     */
    record Amount(double cores, double gib) {
        double price(CostSettings.Price price) {
            return cores * price.cpuHour() + gib * price.gibHour();
        }

        Amount times(double factor) {
            return new Amount(cores * factor, gib * factor);
        }

        Amount plus(Amount other) {
            return new Amount(cores + other.cores, gib + other.gib);
        }

        String words() {
            return Words.figures(cores) + " cores and " + Words.count(Math.round(gib * 1024)) + " MiB";
        }
    }

    /**
     * What one object reserves.
     *
     * @param each what one of its replicas does
     */
    record Part(String path, String kind, String name, int replicas, Amount each) {
        Amount all() {
            return each.times(replicas);
        }
    }

    static Reservation of(List<AdmittedObject> objects) {
        return new Reservation(objects.stream()
                .filter(object -> !object.containers().isEmpty())
                .map(object -> new Part(
                        object.path(), object.kind(), object.name(), object.replicas(), each(object.containers())))
                .toList());
    }

    private static Amount each(List<AdmittedContainer> containers) {
        return containers.stream()
                .map(container -> new Amount(
                        container.cpuRequestMillis() / 1e3, container.memoryRequestBytes() / (double) (1 << 30)))
                .reduce(new Amount(0, 0), Amount::plus);
    }

    Amount total() {
        return parts.stream().map(Part::all).reduce(new Amount(0, 0), Amount::plus);
    }

    /** Where the most is reserved, with its lines. */
    String dearest(CostSettings.Price price, Workspace workspace) {
        return parts.stream()
                .max(Comparator.comparingDouble(part -> part.all().price(price)))
                .map(part -> words(part, workspace))
                .orElse("");
    }

    private static String words(Part part, Workspace workspace) {
        Stream<Value> spec = documents(workspace, part.path())
                .filter(document -> document.get("kind").words().equals(part.kind()))
                .filter(document -> document.at("metadata", "name").words().equals(part.name()))
                .map(document -> document.get("spec"));
        return part.path() + ", " + part.kind() + "/" + part.name() + ": "
                + spec.findFirst()
                        .map(declared -> counted(part, declared))
                        .orElseGet(
                                () -> part.replicas() + " times " + part.each().words());
    }

    private static String counted(Part part, Value spec) {
        Value replicas = spec.get("replicas");
        String resources = spec.at("template", "spec", "containers").items().stream()
                .map(container -> container.get("resources"))
                .filter(declared -> !declared.isAbsent())
                .findFirst()
                .map(declared -> " (resources in line " + declared.line() + ")")
                .orElse("");
        return (part.replicas() == 1 ? "1 replica" : part.replicas() + " replicas")
                + (replicas.isAbsent() ? "" : " (line " + replicas.line() + ")") + ", each with "
                + part.each().words() + resources;
    }

    private static Stream<Value> documents(Workspace workspace, String path) {
        return switch (YamlText.documents(workspace, path)) {
            case Reading.Read<List<Value>> read -> read.value().stream();
            case Reading.Unusable<List<Value>> _ -> Stream.empty();
        };
    }
}
