package academy.ascent.reference.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CategorySketchTest {
    private static final CategoricalColumn COLOURS = new CategoricalColumn(Map.of("red", 50L, "green", 30L), 0);

    @Test
    void everyTestIsTheSameAsOnTheValuesThemselves() {
        CategorySketch sketch = sketch("red", "green", "blue", "red", null);
        CategoricalColumn values = CategoricalColumn.of(Stream.of("red", "green", "blue", "red", null));
        for (DriftTest test : DriftTest.values()) {
            if (!test.needsNumbers()) {
                assertThat(sketch.drift(test, 0.1)).isEqualTo(DataDrift.compare(COLOURS, values, test, 0.1));
            }
        }
        assertThat(sketch.missing()).isEqualTo(1);
        assertThat(sketch.size()).isEqualTo(4);
    }

    @Test
    void newCategoriesAreNamedAndCounted() {
        CategorySketch sketch = sketch("red", "blue", "black", "blue");
        assertThat(sketch.newCategories()).containsExactlyInAnyOrderEntriesOf(Map.of("blue", 2L, "black", 1L));
        assertThat(sketch.ofNewCategory()).isEqualTo(3);
        assertThat(sketch().newCategories()).isEmpty();
    }

    @Test
    void countlessNewCategoriesTakeNoMoreMemoryAndNoneIsLost() {
        CategorySketch sketch = sketch();
        for (int i = 0; i < 200_000; i++) {
            sketch.update("new " + i);
            sketch.update("frequent");
            sketch.update("red");
        }
        assertThat(sketch.size()).isEqualTo(600_000);
        assertThat(sketch.ofNewCategory()).isEqualTo(400_000);
        assertThat(sketch.newCategories()).hasSizeLessThan(1024);
        assertThat(sketch.newCategories().get("frequent")).isBetween(199_000L, 200_000L);
        assertThat(((DriftResult) sketch.drift(DriftTest.JENSEN_SHANNON, 0.1)).statistic())
                .isEqualTo(
                        Math.sqrt((5 / 8.0 * Math.log(5 / 8.0 / (23 / 48.0))
                                        + 3 / 8.0 * Math.log(2)
                                        + 1 / 3.0 * Math.log(1 / 3.0 / (23 / 48.0))
                                        + 2 / 3.0 * Math.log(2))
                                / 2),
                        within(1e-12));
    }

    @Test
    void aSketchOfPanesIsTheSketchOfTheWindow() {
        CategoricalReference reference = new CategoricalReference(COLOURS);
        CategorySketch window = reference.sketch();
        for (String category : new String[] {"red", "blue", "green", "blue"}) {
            CategorySketch pane = reference.sketch();
            pane.update(category);
            window.merge(pane);
        }
        assertThat(window.drift())
                .isEqualTo(sketch("red", "blue", "green", "blue").drift());
        assertThat(window.newCategories()).isEqualTo(Map.of("blue", 2L));
        assertThatThrownBy(() -> window.merge(sketch())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutValuesItIsNotComparable() {
        assertThat(sketch(new String[] {null}).drift()).isInstanceOf(NotComparable.class);
    }

    private static CategorySketch sketch(String... values) {
        CategorySketch sketch = (CategorySketch) Reference.of(COLOURS).sketch();
        for (String value : values) {
            sketch.update(value);
        }
        return sketch;
    }
}
