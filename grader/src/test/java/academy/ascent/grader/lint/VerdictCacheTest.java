package academy.ascent.grader.lint;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.lab.Lab;
import academy.ascent.sandbox.SandboxClass;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictCacheTest {
    @TempDir
    Path root;

    @Test
    void a_verdict_holds_in_the_sandbox_class_that_it_was_given_in() throws IOException {
        VerdictCache cache = new VerdictCache(root.resolve("cache"), "engine");
        Lab lab = GivenLab.in(root).read();
        Variant solution = new Variant.Solution(lab);
        cache.keep(solution, GivenLab.asDeclared(solution));
        assertThat(cache.find(solution)).isPresent();
        assertThat(cache.find(new Variant.Solution(in(new SandboxClass("cpu-small", 3000, 1L << 30, 4, 256), lab))))
                .isEmpty();
    }

    /** The same lab where an operator gives its class other limits. */
    private static Lab in(SandboxClass limits, Lab lab) {
        return new Lab(
                lab.id(),
                lab.title(),
                lab.summary(),
                lab.level(),
                lab.module(),
                lab.minutes(),
                limits,
                lab.points(),
                lab.pass(),
                lab.cooldown(),
                lab.files(),
                lab.model(),
                lab.service(),
                lab.grading(),
                lab.starterFails(),
                lab.hints(),
                lab.folder(),
                lab.digest());
    }
}
