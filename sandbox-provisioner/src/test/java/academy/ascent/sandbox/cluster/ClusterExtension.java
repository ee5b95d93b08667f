package academy.ascent.sandbox.cluster;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives test classes the one cluster of this JVM, which ends with the last test; without one they are skipped. */
final class ClusterExtension implements BeforeAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ClusterExtension.class);

    /** What was found, so that JUnit closes it at the end. */
    private record Kept(ClusterSource.Found found) implements AutoCloseable {
        static Kept find() {
            ClusterSource.Found found = new ClusterSource(System.getenv()).find();
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

    private static ClusterSource.Found found(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Kept.class, key -> Kept.find(), Kept.class)
                .found();
    }
}
