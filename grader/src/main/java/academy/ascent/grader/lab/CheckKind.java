package academy.ascent.grader.lab;

/** A kind of check that labs may name; found by {@link java.util.ServiceLoader}. */
public interface CheckKind {

    /** The word that stands at {@code check:} in a lab. */
    String kind();

    /**
     * Reads the check's settings, so that a fault in them is found when the lab is read and not when it is graded.
     *
     * @throws LabException if a setting is missing, unknown or out of range
     */
    void validate(Settings with);

    /**
     * Reads the whole of a criterion; a kind whose settings must agree with its points has its own.
     *
     * @throws LabException as {@link #validate(Settings)}
     */
    default void validate(CheckSpec spec) {
        validate(spec.with());
    }
}
