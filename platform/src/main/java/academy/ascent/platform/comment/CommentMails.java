package academy.ascent.platform.comment;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.config.AscentConfig;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.mail.Mailer;
import academy.ascent.platform.submission.PinnedLabs;
import academy.ascent.platform.submission.Submission;
import academy.ascent.platform.submission.Submissions;
import academy.ascent.site.Href;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells of comments by mail: the learner of every one, whoever teaches of those on lines where they have written; nobody of their
 * own. Comments of a few minutes come together, as they are by then: what was deleted meanwhile is left out.
 */
@Singleton
class CommentMails {
    private static final Duration QUIET = Duration.ofMinutes(3);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int MOST_QUOTED = 20;

    private final CommentRows rows;
    private final Submissions submissions;
    private final PinnedLabs labs;
    private final Mailer mailer;
    private final AscentConfig config;
    private final InstantSource clock;

    CommentMails(
            CommentRows rows,
            Submissions submissions,
            PinnedLabs labs,
            Mailer mailer,
            AscentConfig config,
            InstantSource clock) {
        this.rows = rows;
        this.submissions = submissions;
        this.labs = labs;
        this.mailer = mailer;
        this.config = config;
        this.clock = clock;
    }

    /** Runs in every process; a submission's comments are told of by one of them. */
    @Scheduled(initialDelay = "5s", fixedDelay = "5s")
    void run() {
        var more = true;
        while (more) {
            more = tellNext();
        }
    }

    /**
     * Writes the mails about one submission, in one transaction with the note that they are written.
     *
     * @return whether there was one
     */
    @Transactional
    boolean tellNext() {
        var now = clock.instant();
        var due = rows.lockUntold(now.minus(QUIET), now.minus(LONGEST));
        due.flatMap(submissions::find).ifPresent(submission -> {
            var untold = rows.markTold(submission.key(), now);
            tell(submission, rows.of(submission.key()), untold);
        });
        return due.isPresent();
    }

    private void tell(Submission submission, List<Comment> all, List<Long> untold) {
        var standing = all.stream().filter(comment -> !comment.isDeleted()).toList();
        var news = standing.stream()
                .filter(comment -> untold.contains(comment.id()))
                .toList();
        var owner = submission.accountId();
        send(
                owner,
                submission,
                news.stream().filter(one -> one.authorId() != owner).toList());
        standing.stream()
                .filter(comment -> comment.authorId() != owner && comment.role().includes(Role.INSTRUCTOR))
                .map(Comment::authorId)
                .distinct()
                .forEach(author -> send(author, submission, answers(author, standing, news)));
    }

    /** What others wrote after somebody on the same line. */
    private static List<Comment> answers(long author, List<Comment> standing, List<Comment> news) {
        return news.stream()
                .filter(one -> one.authorId() != author
                        && standing.stream()
                                .anyMatch(own -> own.authorId() == author && own.id() < one.id() && own.isBeside(one)))
                .toList();
    }

    private void send(long account, Submission submission, List<Comment> comments) {
        if (comments.isEmpty()) {
            return;
        }
        var lab = labs.find(submission).map(Lab::title).orElse(submission.lab());
        var count = comments.size() == 1 ? "A comment" : comments.size() + " comments";
        var by = account == submission.accountId()
                ? ""
                : submissions
                        .learner(submission.accountId())
                        .map(name -> " by " + name)
                        .orElse("");
        var first = comments.getFirst();
        var page = Href.of("submissions", submission.key(), "files").with("file", first.path());
        var more = comments.size() - MOST_QUOTED;
        mailer.send(account, count + " on " + lab + ", no. " + submission.number() + by, """
                %s
                %sRead it beside the lines, and answer there:
                %s
                """.formatted(
                comments.stream().limit(MOST_QUOTED).map(CommentMails::quoted).collect(Collectors.joining("\n")),
                more > 0 ? "And " + more + " more.\n\n" : "",
                config.absolute(page.path() + "#L" + first.line())));
    }

    private static String quoted(Comment comment) {
        return "%s, %s, on %s, line %d:\n%s\n"
                .formatted(comment.author(), comment.role().word(), comment.path(), comment.line(), comment.text());
    }
}
