package academy.ascent.platform.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.grader.measure.GradingEvent;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.Evidence;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Verdict;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.lab.LabCatalog;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What runs write, on a real database, without any grading. */
final class RunIT {
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private static PlatformUnderTest platform;
    private static RunJournal journal;
    private static Submissions submissions;
    private static RunRows rows;

    @BeforeAll
    static void start() {
        platform = PlatformUnderTest.start();
        journal = platform.bean(RunJournal.class);
        submissions = platform.bean(Submissions.class);
        rows = platform.bean(RunRows.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void aRunThatHasBeenOvertakenWritesNothing() {
        var id = submission();
        var old = journal.begin(id, 1).orElseThrow();
        var fresh = journal.begin(id, 2).orElseThrow();
        assertThat(fresh).isEqualTo(old + 1);
        var before = rows.events(id, 0).size();

        var finished = new GradingEvent.CheckFinished(result());
        assertStale(() -> journal.state(id, old, SubmissionState.MEASURING));
        assertStale(() -> journal.progress(id, old, new GradingEvent.Progress(0.5, "half")));
        assertStale(() -> journal.checkStarted(id, old, "latency"));
        assertStale(() -> journal.finding(id, old, finished));
        assertStale(() -> journal.intend(id, old, "measure", "grade"));
        assertStale(() -> journal.end(id, old, new Verdict.Passed(100), null, List.of()));

        assertThat(rows.events(id, 0)).hasSize(before);
        assertThat(rows.findings(id, old)).isEmpty();
        assertThat(find(id).state()).isEqualTo(SubmissionState.PREPARING);
        assertThat(rows.runs(id)).extracting(RunRows.GradingRun::outcome).containsExactly("INTERRUPTED", null);
    }

    @Test
    void afterAVerdictNothingIsWrittenAndNoRunBegins() {
        var id = submission();
        var epoch = journal.begin(id, 1).orElseThrow();
        assertThat(journal.end(
                        id, epoch, new Verdict.Passed(100), concluded(new Verdict.Passed(100)), List.of(result())))
                .isFalse();

        assertStale(() -> journal.end(id, epoch, new Verdict.Failed(0, "again"), null, List.of()));
        assertStale(() -> journal.progress(id, epoch, new GradingEvent.Progress(1, "late")));
        assertThat(journal.begin(id, 2)).isEmpty();
        assertThat(find(id).state()).isEqualTo(SubmissionState.PASSED);
        assertThat(find(id).p95Millis()).isEqualTo(38.2);
        assertThat(rows.events(id, 0).getLast().kind()).isEqualTo("concluded");
    }

    @Test
    void whatCouldNotBeToldIsRepeatedTwiceAndThenSaid() {
        var id = submission();
        for (var run = 1; run <= 3; run++) {
            var epoch = journal.begin(id, run).orElseThrow();
            var verdict = run == 2 ? new Verdict.Faulted("broke") : new Verdict.Inconclusive("noise", false);
            assertThat(journal.end(id, epoch, verdict, null, List.of())).isEqualTo(run < 3);
        }
        assertThat(find(id).state()).isEqualTo(SubmissionState.INCONCLUSIVE);
        assertThat(find(id).state().isJudgement()).isFalse();
        assertThat(rows.events(id, 0)).extracting(RunRows.SubmissionEvent::kind).contains("repeat", "concluded");
    }

    @Test
    void whatThisMachineLacksIsSaidAtOnce() {
        var id = submission();
        var epoch = journal.begin(id, 1).orElseThrow();
        assertThat(journal.end(id, epoch, new Verdict.Inconclusive("alerts: cannot run here", true), null, List.of()))
                .isFalse();
        assertThat(find(id).state()).isEqualTo(SubmissionState.INCONCLUSIVE);
        assertThat(find(id).reason()).isEqualTo("alerts: cannot run here");
    }

    @Test
    void eventsCountFromOneWithoutAGap() {
        var id = submission();
        var epoch = journal.begin(id, 1).orElseThrow();
        for (var i = 0; i < 10; i++) {
            journal.progress(id, epoch, new GradingEvent.Progress(i / 10.0, "step " + i));
        }
        var numbers =
                rows.events(id, 0).stream().map(RunRows.SubmissionEvent::number).toList();
        for (var i = 0; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(i + 1L);
        }
        assertThat(rows.events(id, numbers.size() - 2L)).hasSize(2);
    }

    @Test
    void aNulInALogDoesNotLoseTheFinding() {
        var id = submission();
        var epoch = journal.begin(id, 1).orElseThrow();
        var evidence = new Evidence(Evidence.Kind.LOG, "log", "log", "before\0after \\u0000 end");
        var result = new CheckResult(
                "deploy",
                "deploy",
                CheckResult.Ground.BUILT,
                CheckResult.Outcome.FAILED,
                15,
                0,
                true,
                "title",
                "",
                null,
                List.of(),
                List.of(evidence));

        journal.finding(id, epoch, new GradingEvent.CheckFinished(result));
        assertThat(rows.findings(id, epoch)).singleElement().asString().contains("before");
    }

    @Test
    void aLostConnectionInTheMiddleOfAGradingLosesNothing() {
        var id = submission();
        var epoch = journal.begin(id, 1).orElseThrow();
        var pen = new RunWriter(journal, id, epoch);
        for (var i = 0; i < 20; i++) {
            if (i % 5 == 0) {
                killConnections();
            }
            pen.write(new GradingEvent.Progress(i / 20.0, "step " + i));
        }
        pen.write(new GradingEvent.CheckFinished(result()));
        killConnections();
        pen.write(concluded(new Verdict.Passed(100)));
        assertThat(pen.end()).isFalse();
        assertThat(find(id).state()).isEqualTo(SubmissionState.PASSED);
        assertThat(rows.events(id, 0))
                .filteredOn(event -> event.kind().equals("progress"))
                .hasSize(20);
    }

    @Test
    void oldEvidenceIsThinnedToItsPicturesOnceNoAppealIsOpen() {
        var evidence = platform.bean(EvidenceRows.class);
        var settled = judged();
        var disputed = judged();
        execute("INSERT INTO appeal (submission_id, account_id, reason, asked_at)"
                + " SELECT id, account_id, 'Look', now() FROM submission WHERE id = " + disputed);

        assertThat(evidence.thin(Instant.now().minusSeconds(60))).isZero();
        assertThat(evidence.thin(Instant.now().plusSeconds(60))).isEqualTo(1);
        assertThat(kinds(settled)).containsExactly(Evidence.Kind.PICTURE);
        assertThat(kinds(disputed)).hasSize(3);

        execute("UPDATE appeal SET withdrawn_at = now() WHERE submission_id = " + disputed);
        assertThat(evidence.thin(Instant.now().plusSeconds(60))).isEqualTo(1);
        assertThat(evidence.thin(Instant.now().plusSeconds(60))).isZero();
        assertThat(kinds(disputed)).containsExactly(Evidence.Kind.PICTURE);
    }

    private static long judged() {
        var id = submission();
        var epoch = journal.begin(id, 1).orElseThrow();
        var evidence = List.of(
                new Evidence(Evidence.Kind.LOG, "Log", "What it wrote", "started"),
                new Evidence(Evidence.Kind.PICTURE, "Latency", "38 ms", "<svg />"),
                new Evidence(Evidence.Kind.HISTOGRAM, "All", "Every one", "HIST"));
        journal.finding(id, epoch, new GradingEvent.CheckFinished(result(evidence)));
        journal.end(id, epoch, new Verdict.Passed(100), concluded(new Verdict.Passed(100)), List.of(result()));
        return id;
    }

    private static List<Evidence.Kind> kinds(long id) {
        return rows.findings(id, 1).stream()
                .map(GradingEvent::parse)
                .flatMap(event -> ((GradingEvent.CheckFinished) event).result().evidence().stream())
                .map(Evidence::kind)
                .toList();
    }

    @Test
    void aBrowserHasOneStreamAndTheOlderOneIsToldSo() {
        var id = submission();
        var stream = platform.bean(EventStream.class);

        var older = Flux.from(stream.follow("browser", id, 0)).collectList().toFuture();
        Awaitility.await().until(stream::count, count -> count == 1);
        var newer = Flux.from(stream.follow("browser", id, 0)).subscribe();
        assertThat(older)
                .succeedsWithin(Duration.ofSeconds(10))
                .satisfies(events -> assertThat(events.getLast().getName()).isEqualTo("replaced"));

        newer.dispose();
        Awaitility.await().until(stream::count, count -> count == 0);
    }

    private static void assertStale(Runnable write) {
        assertThatThrownBy(write::run).isInstanceOf(StaleRunException.class);
    }

    private static Submission find(long id) {
        return submissions.find(id).orElseThrow();
    }

    /** A queued submission of somebody new, without a task, so that nothing grades it. */
    private static long submission() {
        var lab = platform.bean(LabCatalog.class).get("l1-first-prediction");
        var person = platform.bean(Accounts.class)
                .createPrivileged(
                        "person" + PEOPLE.incrementAndGet() + "@example.org",
                        "P",
                        "correct horse battery",
                        Role.LEARNER);
        var saved = platform.bean(SubmissionRows.class)
                .save(new Submission(
                        null,
                        person.id(),
                        lab.id(),
                        lab.digest(),
                        1,
                        SubmissionState.QUEUED,
                        0,
                        0,
                        Instant.now(),
                        null,
                        "",
                        null,
                        100,
                        80,
                        null,
                        null,
                        null,
                        null));
        journal.announce(saved.key(), SubmissionState.QUEUED);
        return saved.key();
    }

    private static void killConnections() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    private static void execute(String sql) {
        var pool = DelegatingDataSource.unwrapDataSource(platform.bean(DataSource.class));
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GradingEvent.Concluded concluded(Verdict verdict) {
        return new GradingEvent.Concluded(
                verdict, 100, 100, 80, 42, "lab@digest", List.of(), new GradingEvent.Durations(1, 2, 3, 4, 10));
    }

    private static CheckResult result() {
        return result(List.of());
    }

    private static CheckResult result(List<Evidence> evidence) {
        return new CheckResult(
                "latency",
                "load",
                CheckResult.Ground.MEASURED,
                CheckResult.Outcome.PASSED,
                25,
                25,
                false,
                "p95 38 ms, target 50 ms",
                "",
                null,
                List.of(new Measurement("p95", 38.2, "ms", 37.0, 39.5, 50.0, Measurement.Relation.AT_MOST)),
                evidence);
    }
}
