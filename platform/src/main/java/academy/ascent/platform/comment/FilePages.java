package academy.ascent.platform.comment;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.submission.PinnedLabs;
import academy.ascent.platform.submission.Submission;
import academy.ascent.platform.submission.Submissions;
import academy.ascent.platform.web.AscentException;
import academy.ascent.site.Href;
import academy.ascent.site.comment.FilesPage;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Puts the page of a submission's files together. */
@Singleton
final class FilePages {
    /** A page with more lines would be too heavy to be read anywhere. */
    static final int MOST_LINES = 5000;

    private final Submissions submissions;
    private final Comments comments;
    private final PinnedLabs labs;

    FilePages(Submissions submissions, Comments comments, PinnedLabs labs) {
        this.submissions = submissions;
        this.comments = comments;
        this.labs = labs;
    }

    /**
     * What is being written.
     *
     * @param line where, or 0
     * @param change the comment that is being changed, or 0 for a new one
     * @param text what was typed and not taken, or empty
     * @param problem why it was not taken, or empty
     */
    record Draft(int line, long change, String text, String problem) {}

    FilesPage of(SignedIn viewer, Submission submission, String path, Draft draft) {
        var texts = submissions.files(submission.key());
        if (texts.isEmpty() || !path.isEmpty() && !texts.containsKey(path)) {
            throw AscentException.notFound("This file");
        }
        var all = comments.of(submission);
        var file = path.isEmpty() ? first(texts, all) : path;
        var here = Href.of("submissions", submission.key(), "files");
        var texted = Lines.of(texts.getOrDefault(file, ""));
        var lines = lines(viewer, submission, here.with("file", file), texted, onFile(all, file), draft);
        // Where the form itself cannot be shown again, what was typed and why it was not taken stand above.
        var stranded = lines.stream().noneMatch(FilesPage.Line::isDrafted)
                ? Optional.of(typed(draft)).filter(one -> !one.problem().isEmpty())
                : Optional.<FilesPage.Typed>empty();
        return new FilesPage(
                labs.find(submission).map(Lab::title).orElse(submission.lab()),
                submission.number(),
                viewer.id() == submission.accountId() ? Optional.empty() : submissions.learner(submission.accountId()),
                Href.of("submissions", submission.key()),
                texts.keySet().stream().map(one -> link(here, one, file, all)).toList(),
                file,
                here.with("file", file),
                Href.of("submissions", submission.key(), "comments"),
                lines,
                stranded,
                texted.size() > MOST_LINES
                        ? "The file has " + texted.size() + " lines; the first " + MOST_LINES + " are shown."
                        : "");
    }

    /** The first file that somebody said something about, else the first. */
    private static String first(SequencedMap<String, String> texts, List<Comment> all) {
        return all.stream()
                .filter(comment -> !comment.isDeleted())
                .map(Comment::path)
                .findFirst()
                .orElseGet(() -> texts.firstEntry().getKey());
    }

    private static Map<Integer, List<Comment>> onFile(List<Comment> all, String file) {
        return all.stream()
                .filter(comment -> comment.path().equals(file))
                .collect(Collectors.groupingBy(Comment::line));
    }

    private static FilesPage.FileLink link(Href here, String path, String shown, List<Comment> all) {
        var count = all.stream()
                .filter(comment -> !comment.isDeleted() && comment.path().equals(path))
                .count();
        return new FilesPage.FileLink(path, here.with("file", path), path.equals(shown), count);
    }

    private List<FilesPage.Line> lines(
            SignedIn viewer,
            Submission submission,
            Href here,
            List<String> texts,
            Map<Integer, List<Comment>> said,
            Draft draft) {
        // Asked once: whoever teaches may write anywhere, whoever learns where something stands.
        var teaches = comments.mayWrite(viewer, submission, List.of());
        var lines = new ArrayList<FilesPage.Line>();
        for (var number = 1; number <= Math.min(texts.size(), MOST_LINES); number++) {
            var onLine = said.getOrDefault(number, List.of());
            var may = teaches || !onLine.isEmpty() && comments.mayWrite(viewer, submission, onLine);
            var write = new Href(here.with("line", Integer.toString(number)).path() + "#L" + number);
            lines.add(new FilesPage.Line(
                    number,
                    texts.get(number - 1),
                    onLine.stream()
                            .filter(comment -> !comment.isDeleted())
                            .map(comment -> remark(viewer, comment, onLine, here, draft))
                            .toList(),
                    may ? Optional.of(write) : Optional.empty(),
                    may && draft.line() == number && draft.change() == 0
                            ? Optional.of(typed(draft))
                            : Optional.empty()));
        }
        return lines;
    }

    private static FilesPage.Remark remark(
            SignedIn viewer, Comment comment, List<Comment> onLine, Href here, Draft draft) {
        var mine = Comments.mayChange(viewer, comment, onLine);
        var change = here.with("change", Long.toString(comment.id())).path() + "#c" + comment.id();
        return new FilesPage.Remark(
                comment.id(),
                comment.author() + ", " + comment.role().word(),
                comment.writtenAt(),
                comment.editedAt() != null,
                comment.text(),
                mine ? Optional.of(new Href(change)) : Optional.empty(),
                mine && draft.change() == comment.id()
                        ? Optional.of(
                                draft.problem().isEmpty() ? new FilesPage.Typed(comment.text(), "") : typed(draft))
                        : Optional.empty());
    }

    private static FilesPage.Typed typed(Draft draft) {
        return new FilesPage.Typed(draft.text(), draft.problem());
    }
}
