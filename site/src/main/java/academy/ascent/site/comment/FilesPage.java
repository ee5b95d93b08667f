package academy.ascent.site.comment;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One file of a submission line by line, with what is said about it.
 *
 * @param learner who handed it in, where that is not the viewer
 * @param back the submission's own page
 * @param file the path that is shown
 * @param here the address of this file
 * @param comments where comments are sent; {@code /ID/change} and {@code /ID/delete} lie below it
 * @param stranded what was typed and not taken where no form can be shown for it any more
 * @param note why not everything is shown, or empty
 */
public record FilesPage(
        String lab,
        int number,
        Optional<String> learner,
        Href back,
        List<FileLink> files,
        String file,
        Href here,
        Href comments,
        List<Line> lines,
        Optional<Typed> stranded,
        String note)
        implements Page {
    public FilesPage {
        files = List.copyOf(files);
        lines = List.copyOf(lines);
    }

    @Override
    public String template() {
        return "comment/files.jte";
    }

    @Override
    public String title() {
        return file + ": " + lab + ", no. " + number;
    }

    /** The lines with comments, to jump to. */
    public List<Line> said() {
        return lines.stream().filter(line -> !line.remarks().isEmpty()).toList();
    }

    /** Whether this viewer may write somewhere. */
    public boolean writable() {
        return lines.stream().anyMatch(line -> line.write().isPresent());
    }

    /** A file to choose. */
    public record FileLink(String path, Href href, boolean current, long comments) {}

    /**
     * A line.
     *
     * @param number from 1
     * @param write where this viewer writes about it
     * @param draft set where a comment is being written
     */
    public record Line(int number, String text, List<Remark> remarks, Optional<Href> write, Optional<Typed> draft) {
        public Line {
            remarks = List.copyOf(remarks);
        }

        /** Whether something is being written here. */
        public boolean isDrafted() {
            return draft.isPresent()
                    || remarks.stream().anyMatch(remark -> remark.draft().isPresent());
        }

        /** Whether anything stands below it. */
        public boolean open() {
            return !remarks.isEmpty() || draft.isPresent();
        }
    }

    /**
     * What somebody said.
     *
     * @param who name and role
     * @param change where its author changes it, as long as they may
     * @param draft set where it is being changed
     */
    public record Remark(
            long id,
            String who,
            Instant at,
            boolean edited,
            String text,
            Optional<Href> change,
            Optional<Typed> draft) {}

    /**
     * What stands in a form.
     *
     * @param problem why it was not taken, or empty
     */
    public record Typed(String text, String problem) {}
}
