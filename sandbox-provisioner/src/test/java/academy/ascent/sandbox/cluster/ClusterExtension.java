package academy.ascent.sandbox.cluster;

import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives test classes the one cluster of this JVM, which ends with the last test; without one they are skipped. */
class ClusterExtension implements BeforeAllCallback, ParameterResolver {
    private final Function<ClusterSource, ClusterSource.Found> source;

    ClusterExtension() {
        this(ClusterSource::find);
    }

    /** @param source which kind of cluster it is */
    ClusterExtension(Function<ClusterSource, ClusterSource.Found> source) {
        this.source = source;
    }

    /** What was found, so that JUnit closes it at the end. */
    private record Kept(ClusterSource.Found found) implements AutoCloseable {
        static Kept find(Function<ClusterSource, ClusterSource.Found> source) {
            ClusterSource.Found found = source.apply(new ClusterSource(System.getenv()));
            switch (found) {
                case ClusterSource.Running running ->
                    System.out.println(
                            "Cluster tests run on " + running.cluster().origin());
                case ClusterSource.Nothing nothing -> System.out.println("Skipped: " + nothing.reason());
            }
            return new Kept(found);
        }

        @Override
        public void close() throws Exception {
            if (found instanceof ClusterSource.Running running) {
                running.cluster().close();
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (found(context) instanceof ClusterSource.Nothing nothing) {
            Assumptions.abort(nothing.reason());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return switch (found(context)) {
            case ClusterSource.Running running -> running.cluster();
            case ClusterSource.Nothing nothing -> throw new IllegalStateException(nothing.reason());
        };
    }

    private ClusterSource.Found found(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(getClass()))
                .getOrComputeIfAbsent(Kept.class, key -> Kept.find(source), Kept.class)
                .found();
    }
}
