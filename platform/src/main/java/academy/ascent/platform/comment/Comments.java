package academy.ascent.platform.comment;

import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.grade.Teaching;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.submission.FileNotes;
import academy.ascent.platform.submission.PinnedLabs;
import academy.ascent.platform.submission.Submission;
import academy.ascent.platform.submission.Submissions;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Comments on lines. Who teaches the learner begins; the learner answers on lines where somebody else has written. One's own
 * comment may be changed or deleted until somebody else writes after it on the same line.
 */
@Singleton
class Comments implements FileNotes {
    static final int LONGEST = 4000;
    static final int MOST = 500;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private final CommentRows rows;
    private final Submissions submissions;
    private final PinnedLabs labs;
    private final Teaching teaching;
    private final AuditLog audit;
    private final InstantSource clock;

    Comments(
            CommentRows rows,
            Submissions submissions,
            PinnedLabs labs,
            Teaching teaching,
            AuditLog audit,
            InstantSource clock) {
        this.rows = rows;
        this.submissions = submissions;
        this.labs = labs;
        this.teaching = teaching;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public long count(long submission) {
        return rows.count(submission);
    }

    /** Everything that was said about a submission, by path, line and time; deleted comments included. */
    List<Comment> of(Submission submission) {
        return rows.of(submission.key());
    }

    /** Whether this person may write beside a line. */
    boolean mayWrite(SignedIn person, Submission submission, List<Comment> onLine) {
        if (person.id() == submission.accountId()) {
            return onLine.stream().anyMatch(one -> one.authorId() != person.id() && !one.isDeleted());
        }
        return labs.find(submission)
                .filter(lab -> teaching.teaches(person, submission.accountId(), lab.level()))
                .isPresent();
    }

    /** Whether this person may change or delete a comment of theirs: nobody else has written after it on its line. */
    static boolean mayChange(SignedIn person, Comment comment, List<Comment> all) {
        return comment.authorId() == person.id()
                && !comment.isDeleted()
                && all.stream()
                        .noneMatch(other -> other.id() > comment.id()
                                && other.authorId() != person.id()
                                && other.line() == comment.line()
                                && other.path().equals(comment.path()));
    }

    @Transactional
    CommentOutcome write(SignedIn person, Submission submission, String path, int line, String typed) {
        rows.lock(submission.key());
        var all = of(submission);
        var onLine = all.stream()
                .filter(one -> one.line() == line && one.path().equals(path))
                .toList();
        var text = tidy(typed);
        var problem = regradingProblem(submission)
                .or(() -> placeProblem(submission, path, line))
                .or(() -> mayWrite(person, submission, onLine)
                        ? Optional.empty()
                        : Optional.of(noRight(person, submission)))
                .or(() -> textProblem(text))
                .or(() -> all.size() < MOST
                        ? Optional.empty()
                        : Optional.of(
                                "This submission has " + MOST + " comments, and no more fit. Talk to each other."));
        if (problem.isPresent()) {
            return new CommentOutcome.Refused(problem.get());
        }
        rows.add(submission.key(), path, line, person.id(), text, clock.instant());
        record(person, submission, "comment.write", path + ", line " + line);
        return new CommentOutcome.Done();
    }

    @Transactional
    CommentOutcome change(SignedIn person, Submission submission, long id, String typed) {
        var text = tidy(typed);
        return own(person, submission, id, () -> {
            var problem = textProblem(text);
            if (problem.isPresent()) {
                return new CommentOutcome.Refused(problem.get());
            }
            rows.change(id, text, clock.instant());
            record(person, submission, "comment.change", "comment " + id);
            return new CommentOutcome.Done();
        });
    }

    @Transactional
    CommentOutcome delete(SignedIn person, Submission submission, long id) {
        return own(person, submission, id, () -> {
            rows.delete(id, clock.instant());
            record(person, submission, "comment.delete", "comment " + id);
            return new CommentOutcome.Done();
        });
    }

    private CommentOutcome own(SignedIn person, Submission submission, long id, Supplier<CommentOutcome> action) {
        rows.lock(submission.key());
        var all = of(submission);
        return all.stream()
                .filter(one -> one.id() == id && mayChange(person, one, all))
                .findFirst()
                .map(_ -> action.get())
                .orElseGet(() -> new CommentOutcome.Refused(
                        "Only your own comment can be changed or deleted, and only until somebody answers it. Write another one"
                                + " instead."));
    }

    private Optional<String> regradingProblem(Submission submission) {
        return submissions.isRegrading(submission.key())
                ? Optional.of("This is a regrade. Comment on the submission itself, which the learner reads.")
                : Optional.empty();
    }

    private Optional<String> placeProblem(Submission submission, String path, int line) {
        var text = submissions.files(submission.key()).get(path);
        if (text == null) {
            return Optional.of("There is no such file in this submission. Choose one from the list.");
        }
        var lines = Lines.of(text).size();
        return line >= 1 && line <= lines
                ? Optional.empty()
                : Optional.of("The file has lines 1 to " + lines + ". Choose one of them.");
    }

    private static String noRight(SignedIn person, Submission submission) {
        return person.id() == submission.accountId()
                ? "You can answer where somebody has written to you. Choose a line with a comment."
                : "Only whoever teaches this learner comments on their work.";
    }

    /** Line ends as they are kept, without space around. */
    private static String tidy(String typed) {
        return typed.replace("\r\n", "\n").replace('\r', '\n').strip();
    }

    private static Optional<String> textProblem(String text) {
        if (text.isEmpty()) {
            return Optional.of("Write something first.");
        }
        if (text.length() > LONGEST) {
            return Optional.of("It has " + text.length() + " characters: take at most " + LONGEST + ".");
        }
        return CONTROL.matcher(text).find() || text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)
                ? Optional.of("It has characters that are no text. Take them out.")
                : Optional.empty();
    }

    private void record(SignedIn person, Submission submission, String action, String detail) {
        audit.record(person.id(), action, "submission/" + submission.key(), detail);
    }
}
