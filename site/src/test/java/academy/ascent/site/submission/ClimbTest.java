package academy.ascent.site.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ClimbTest {

    @Test
    void namesOfNarrowStretchesStandBelowEachOtherInsideTheDrawing() {
        var climb = new Climb(
                List.of(
                        new Climb.Stretch("manifests", "passed", 5, 5),
                        new Climb.Stretch("deploy", "passed", 5, 5),
                        new Climb.Stretch("answers", "passed", 10, 10),
                        new Climb.Stretch("canary", "failed", 0, 75),
                        new Climb.Stretch("afterwards", "skipped", 0, 5)),
                80,
                100);
        var drawn = climb.drawn();
        assertThat(drawn.get(1).foot()).isGreaterThan(drawn.get(0).foot());
        assertThat(drawn.get(3).foot()).isEqualTo(drawn.get(0).foot());
        for (var stretch : drawn) {
            var half = stretch.id().length() * 4;
            assertThat(stretch.label()).isBetween((double) half, 720.0 - half);
            assertThat(drawn)
                    .filteredOn(other -> other != stretch && other.foot() == stretch.foot())
                    .allSatisfy(other -> assertThat(Math.abs(other.label() - stretch.label()))
                            .isGreaterThan(half + other.id().length() * 4));
            assertThat(stretch.foot()).isLessThan(climb.height());
        }
    }
}
