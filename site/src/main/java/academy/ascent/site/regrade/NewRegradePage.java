package academy.ascent.site.regrade;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import academy.ascent.site.web.Field;
import java.util.Map;

/**
 * The form that starts a regrade.
 *
 * @param what what would be measured again
 * @param submissions how many
 * @param most how many one regrade takes
 * @param scope hidden fields that say the same again
 * @param current whether the lab as it is now is chosen
 */
public record NewRegradePage(
        String what, int submissions, int most, Map<String, String> scope, boolean current, Field reason, Href action)
        implements Page {
    public NewRegradePage {
        scope = Map.copyOf(scope);
    }

    @Override
    public String template() {
        return "regrade/new.jte";
    }

    @Override
    public String title() {
        return "Regrade " + what;
    }

    /** Whether it can be started. */
    public boolean possible() {
        return submissions > 0 && submissions <= most;
    }
}
