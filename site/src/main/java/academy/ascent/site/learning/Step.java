package academy.ascent.site.learning;

import academy.ascent.site.Href;

/**
 * Something to do next.
 *
 * @param verb for the button, for example {@code Read}
 * @param title of the lesson or lab
 * @param detail for example {@code 12 min}; may be empty
 */
public record Step(String verb, String title, String detail, Href href) {}
