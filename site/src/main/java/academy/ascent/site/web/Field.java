package academy.ascent.site.web;

import java.util.Optional;

/**
 * A form field as it was sent and what was wrong with it; a refused form loses nothing that was typed.
 *
 * @param type the HTML input type
 * @param autocomplete the HTML autocomplete token
 */
public record Field(
        String name,
        String label,
        String type,
        String value,
        String autocomplete,
        String hint,
        Optional<String> error) {

    public static Field of(String name, String label, String type, String autocomplete) {
        return new Field(name, label, type, "", autocomplete, "", Optional.empty());
    }

    public Field label(String newLabel) {
        return new Field(name, newLabel, type, value, autocomplete, hint, error);
    }

    public Field hint(String newHint) {
        return new Field(name, label, type, value, autocomplete, newHint, error);
    }

    public Field value(String newValue) {
        return new Field(name, label, type, newValue, autocomplete, hint, error);
    }

    public Field error(String newError) {
        return new Field(name, label, type, value, autocomplete, hint, Optional.of(newError));
    }
}
