package academy.ascent.site.sandbox;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A learner's own sandbox for one lab.
 *
 * @param lab its title
 * @param back to the lab
 * @param here this page; its actions lie below
 * @param ended why the last sandbox of this lab ended; empty if there was none or it is open
 * @param stay of the open one; empty if none is open
 * @param refused why what was applied just now was refused, a line each
 * @param live what can change by itself
 * @param ask what was last asked, with the answer
 */
public record SandboxPage(
        String lab,
        Href back,
        Href here,
        Optional<String> ended,
        Optional<Stay> stay,
        List<String> refused,
        Optional<LivePart> live,
        Ask ask)
        implements Page {
    public SandboxPage {
        refused = List.copyOf(refused);
    }

    @Override
    public String template() {
        return "sandbox/sandbox.jte";
    }

    @Override
    public String title() {
        return "Your sandbox · " + lab;
    }

    /** Where an action of this page is sent to. */
    public String action(String name) {
        return here.path() + "/" + name;
    }

    /**
     * How long it may be had.
     *
     * @param suspended why its processes were ended; empty while it runs
     * @param idle when it is suspended unless it is used
     * @param extensions how often it may still be extended
     */
    public record Stay(Instant opened, Instant expires, Optional<String> suspended, Instant idle, int extensions) {}

    /**
     * A request to the learner's Service.
     *
     * @param body sent as JSON by POST; empty for GET
     */
    public record Ask(String path, String body, Optional<Answer> answer) {}

    /**
     * What came of it.
     *
     * @param finding status and time, or why there is no answer
     * @param text the answer's beginning
     */
    public record Answer(boolean good, String finding, String text) {}
}
