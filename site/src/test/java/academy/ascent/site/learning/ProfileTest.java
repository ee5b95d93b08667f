package academy.ascent.site.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.site.learning.Profile.Camp;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProfileTest {

    @Test
    void nothingIsFilledAtTheFoot() {
        var profile = new Profile(List.of(new Camp("One", 4, 0), new Camp("Two", 2, 0)));

        assertThat(profile.gone()).isEmpty();
        assertThat(profile.ground()).isEmpty();
        assertThat(profile.position().x()).isEqualTo("16.0");
        assertThat(profile.words()).isEqualTo("0 of 6 steps done, over 2 modules");
    }

    @Test
    void theFilledPartEndsWhereTheViewerStands() {
        var profile = new Profile(List.of(new Camp("One", 4, 2), new Camp("Two", 2, 0)));

        assertThat(profile.gone())
                .endsWith(profile.position().x() + " " + profile.position().y());
        assertThat(Double.parseDouble(profile.position().x())).isBetween(16.0, 360.0);
    }

    @Test
    void atTheTopTheWholeWayIsFilled() {
        var profile = new Profile(List.of(new Camp("One", 1, 1), new Camp("Two", 3, 3)));

        assertThat(profile.gone()).isEqualTo(profile.way());
        assertThat(profile.marks()).extracting(Profile.Mark::state).containsExactly("reached", "reached");
        assertThat(profile.plannedWay()).isEmpty();
    }

    @Test
    void plannedModulesStandApart() {
        var profile = new Profile(List.of(new Camp("One", 1, 0), new Camp("Two", 0, 0)));

        assertThat(profile.plannedWay()).startsWith("M360.0 102.0").endsWith("704.0 36.0");
        assertThat(profile.words()).isEqualTo("0 of 1 steps done, over 1 module; 1 more planned");
    }

    @Test
    void aLevelThatIsOnlyPlannedHasAWayToo() {
        var profile = new Profile(List.of(new Camp("One", 0, 0)));

        assertThat(profile.way()).isEqualTo("M16.0 168.0");
        assertThat(profile.position().y()).isEqualTo("168.0");
    }

    @Test
    void moreDoneThanThereIsCannotBe() {
        assertThatThrownBy(() -> new Camp("One", 1, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
