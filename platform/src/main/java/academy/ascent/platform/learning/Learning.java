package academy.ascent.platform.learning;

import academy.ascent.platform.catalog.Lesson;
import academy.ascent.platform.enrollment.Enrollments;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.submission.Standing;
import academy.ascent.platform.submission.Submissions;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who may read what, and what they have read. */
@Singleton
class Learning {
    private final LessonProgressRows rows;
    private final Enrollments enrollments;
    private final Submissions submissions;
    private final InstantSource clock;

    Learning(LessonProgressRows rows, Enrollments enrollments, Submissions submissions, InstantSource clock) {
        this.rows = rows;
        this.enrollments = enrollments;
        this.submissions = submissions;
        this.clock = clock;
    }

    /** Samples are for everyone; the rest needs a place on the level, or an instructor's role. */
    boolean mayRead(Optional<SignedIn> viewer, Lesson lesson) {
        return lesson.sample()
                || viewer.filter(person -> mayWork(person, lesson.level())).isPresent();
    }

    boolean mayWork(SignedIn person, int level) {
        return person.is(Role.INSTRUCTOR) || enrollments.mayWork(person.id(), level);
    }

    Progress progress(Optional<SignedIn> viewer) {
        return viewer.map(person -> new Progress(
                        rows.findByAccountId(person.id()).stream()
                                .map(row -> row.level() + "/" + row.key())
                                .collect(Collectors.toUnmodifiableSet()),
                        submissions.standings(List.of(person.id())).stream()
                                .filter(Standing::passed)
                                .map(Standing::lab)
                                .collect(Collectors.toUnmodifiableSet())))
                .orElse(Progress.NONE);
    }

    void complete(SignedIn person, Lesson lesson) {
        rows.insert(person.id(), lesson.level(), lesson.module(), lesson.id(), clock.instant());
    }

    void undo(SignedIn person, Lesson lesson) {
        rows.delete(person.id(), lesson.level(), lesson.module(), lesson.id());
    }
}
