package academy.ascent.sandbox.admission;

/** Where variables of a container come from; a later one takes the place of an earlier one of the same name. */
public sealed interface Variable {

    /** Whether a variable of this name reaches a program: the shell through which a container starts drops all others. */
    static boolean isKept(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*");
    }

    /** A text, in which {@code $(NAME)} stands for an earlier variable. */
    record Text(String name, String value) implements Variable {}

    /** One value of a ConfigMap or a Secret. */
    record OfKey(String name, ConfigurationRef source, String key) implements Variable {}

    /**
     * Every value of a ConfigMap or a Secret, named by its key.
     *
     * @param prefix what is put before each key
     */
    record OfAll(ConfigurationRef source, String prefix) implements Variable {}
}
