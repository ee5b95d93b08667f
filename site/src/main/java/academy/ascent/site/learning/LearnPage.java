package academy.ascent.site.learning;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.util.List;
import java.util.Optional;

/**
 * The learner's dashboard.
 *
 * @param levels where the learner has a place, or has read a sample
 * @param samples lessons that everyone may read, to begin with
 */
public record LearnPage(List<LevelView> levels, List<Step> samples, Href pricing) implements Page {
    public LearnPage {
        levels = List.copyOf(levels);
        samples = List.copyOf(samples);
    }

    @Override
    public String template() {
        return "learning/learn.jte";
    }

    @Override
    public String title() {
        return "Your climb";
    }

    /**
     * A level on the dashboard.
     *
     * @param minutesLeft of what is published and not done
     * @param next empty when everything published is done
     */
    public record LevelView(
            int number,
            String name,
            String heading,
            Href href,
            Profile profile,
            int minutesLeft,
            Optional<Step> next,
            List<ModuleView> modules) {
        public LevelView {
            modules = List.copyOf(modules);
        }
    }
}
