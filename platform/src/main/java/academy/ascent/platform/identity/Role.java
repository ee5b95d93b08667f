package academy.ascent.platform.identity;

/** What a person may do; each role may do what the ones before it may. */
public enum Role {
    LEARNER,
    INSTRUCTOR,
    ADMIN;

    /** The role's name in {@code @Secured} annotations. */
    public static final String INSTRUCTOR_ROLE = "INSTRUCTOR";

    /** The role's name in {@code @Secured} annotations. */
    public static final String ADMIN_ROLE = "ADMIN";

    /** The role's name for a person. */
    public String word() {
        return switch (this) {
            case LEARNER -> "Learner";
            case INSTRUCTOR -> "Instructor";
            case ADMIN -> "Administrator";
        };
    }

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
