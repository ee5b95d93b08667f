package academy.ascent.site;

/** What one page shows; the template of the same feature and name renders it. */
public interface Page {

    /** The template below {@code src/main/jte}, for example {@code account/signIn.jte}. */
    String template();

    /** The title of the window, without the product's name. */
    String title();
}
