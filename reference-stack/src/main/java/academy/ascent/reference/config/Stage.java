package academy.ascent.reference.config;

import java.util.Locale;
import java.util.Optional;

/** How far a version of a model has come. */
public enum Stage {
    DEVELOPMENT,
    STAGING,
    PRODUCTION,
    RETIRED;

    /** The stage of that name. */
    public static Optional<Stage> named(String name) {
        for (Stage stage : values()) {
            if (stage.label().equals(name)) {
                return Optional.of(stage);
            }
        }
        return Optional.empty();
    }

    /** Its name as people and addresses write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The stage to which a version is promoted from here; none from production on. */
    public Optional<Stage> next() {
        return switch (this) {
            case DEVELOPMENT -> Optional.of(STAGING);
            case STAGING -> Optional.of(PRODUCTION);
            case PRODUCTION, RETIRED -> Optional.empty();
        };
    }
}
