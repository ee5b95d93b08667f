package academy.ascent.grader.measure;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole gradings of servers that answer wrongly or never: each ends in time with a verdict that says why, and harms no
 * other. They fail before anything is measured, so they are graded side by side.
 */
class HostileAnswersIT {
    /** What a server does with a request, and a word of the finding. */
    enum Hostile {
        SILENT("time.sleep(1000)", "timed out"),
        BABBLING("self.answer(b'{\"outputs\": [')", "5 of 5 answers wrong"),
        ENDLESS("self.stream()", "5 of 5 answers wrong"),
        FICKLE("self.connection.close() if random.random() < 0.7 else " + HostileLab.RIGHT, "answers wrong");

        private final String infer;
        private final String word;

        Hostile(String infer, String word) {
            this.infer = infer;
            this.word = word;
        }
    }

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void a_hostile_server_fails_in_time_with_its_reason_and_the_next_grading_is_unharmed(
            Hostile hostile, @TempDir Path root) throws IOException {
        try (HostileLab lab = HostileLab.in(root)) {
            lab.failsInTimeWithItsReasonAndTheNextIsUnharmed("pass", hostile.infer, "answers", hostile.word);
        }
    }
}
