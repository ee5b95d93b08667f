package academy.ascent.grader.measure;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole gradings of servers that are measured or keep the machine busy, one after the other: each ends in time with a
 * verdict that says why, and harms no other.
 */
class HostileSubmissionsIT {
    @TempDir
    Path root;

    private HostileLab lab;

    @BeforeEach
    void givenLab() throws IOException {
        lab = HostileLab.in(root);
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void a_slow_server_fails_by_its_latency_and_the_next_grading_is_unharmed() throws IOException {
        lab.failsInTimeWithItsReasonAndTheNextIsUnharmed(
                "pass", "time.sleep(1.5); " + HostileLab.RIGHT, "latency", "later than 200 ms");
    }

    @Test
    void a_server_that_fills_the_disk_fails_in_time_and_the_next_grading_is_unharmed() throws IOException {
        lab.failsInTimeWithItsReasonAndTheNextIsUnharmed(
                "threading.Thread(target=fill_the_disk).start()", HostileLab.RIGHT, "", "");
    }

    /** Whether it serves at all beside its own children is chance; that it is cleared away is not. */
    @Test
    void a_server_that_forks_without_end_is_judged_and_cleared_away_and_the_next_grading_is_unharmed()
            throws IOException {
        String forks = "threading.Thread(target=fork_without_end).start()";
        assertThat(lab.grade(forks, HostileLab.RIGHT, new ArrayList<>()).verdict())
                .isNotInstanceOf(Verdict.Faulted.class);
        lab.thenNoSandboxIsLeft();
        lab.thenTheNextGradingIsUnharmed();
    }
}
