package academy.ascent.reference.config;

import java.util.Optional;
import java.util.Set;

/** Reads {@code tracing}. */
final class TracingSection {
    private TracingSection() {}

    static Optional<TracingConfig> read(Section root) {
        return root.section("tracing", Set.of("endpoint", "sample", "service"))
                .map(section -> new TracingConfig(
                        endpoint(section),
                        section.decimal("sample", 0, 1, 1),
                        section.text("service").orElse(TracingConfig.SERVICE)));
    }

    private static String endpoint(Section section) {
        String text = section.requiredText("endpoint");
        if (TracingConfig.isAddress(text)) {
            return TracingConfig.withoutSlash(text);
        }
        throw section.fault("endpoint", "endpoint \"" + text + "\" must be an address such as http://localhost:4318");
    }
}
