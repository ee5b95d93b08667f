package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.grader.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasePoolTest {
    @TempDir
    Path folder;

    @Test
    void cases_stay_within_what_was_observed_and_repeat_no_row() throws IOException {
        CasePool pool = CasePool.read(given("b,a\n1,10\n2,20\n3,30\n"), List.of("a", "b"));
        List<float[]> cases = pool.draw(500, new SplittableRandom(1));
        assertThat(cases).allSatisfy(input -> {
            assertThat(input[0]).isBetween(10f, 30f);
            assertThat(input[1]).isBetween(1f, 3f);
        });
        assertThat(cases.stream().filter(input -> input[0] == 20f)).isEmpty();
    }

    @Test
    void another_seed_draws_other_cases() throws IOException {
        CasePool pool = CasePool.read(given("a\n1\n2\n"), List.of("a"));
        assertThat(pool.draw(5, new SplittableRandom(1)).getFirst())
                .isEqualTo(pool.draw(5, new SplittableRandom(1)).getFirst())
                .isNotEqualTo(pool.draw(5, new SplittableRandom(2)).getFirst());
    }

    @Test
    void a_bad_pool_says_where() throws IOException {
        Path csv = given("a,b\n1,2\n3,x\n");
        assertThatThrownBy(() -> CasePool.read(csv, List.of("a", "b")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("line 3");
        assertThatThrownBy(() -> CasePool.read(csv, List.of("c")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("no column 'c'");
    }

    private Path given(String text) throws IOException {
        return Files.writeString(folder.resolve("cases.csv"), text);
    }
}
