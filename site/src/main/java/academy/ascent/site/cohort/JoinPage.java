package academy.ascent.site.cohort;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.util.Optional;

/**
 * An invitation, as the invited see it.
 *
 * @param level 1 to 4
 * @param state whether there is something to join
 * @param join where the button sends; empty unless it may be pressed
 * @param signIn where a stranger signs in and comes back; empty for who is signed in
 * @param signUp where a stranger makes an account and comes back
 * @param pricing where a place on the level is bought; empty for who has one
 * @param learn where the level's lessons and labs begin
 */
public record JoinPage(
        String cohort,
        int level,
        String levelName,
        String days,
        String instructor,
        State state,
        Optional<Href> join,
        Optional<Href> signIn,
        Optional<Href> signUp,
        Optional<Href> pricing,
        Href learn)
        implements Page {

    @Override
    public String template() {
        return "cohort/join.jte";
    }

    @Override
    public String title() {
        return state.isMember() ? "You are in " + cohort : "Join " + cohort;
    }

    /** What the link offers. */
    public enum State {
        OPEN,
        MEMBER;

        public boolean isMember() {
            return this == MEMBER;
        }
    }
}
