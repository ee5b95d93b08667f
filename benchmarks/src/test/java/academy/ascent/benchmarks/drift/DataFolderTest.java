package academy.ascent.benchmarks.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @Test
    void bothSidesReadWhatWasMade(@TempDir Path folder) {
        List<SeededColumn> columns = SeededColumn.twenty();
        assertThat(columns).hasSize(20);
        DataFolder data = DataFolder.write(folder, columns, 100);
        for (SeededColumn column : columns) {
            double[] values = column.values(100, true);
            if (column.isNumeric()) {
                assertThat(data.numbers(column, true)).isEqualTo(values);
            } else {
                assertThat(data.categories(column, true)[99])
                        .isEqualTo(column.categories().get((int) values[99]));
            }
        }
        assertThat(data.numbers(columns.getFirst(), false)).isNotEqualTo(data.numbers(columns.getFirst(), true));
        assertThat(folder.resolve("columns.json")).content().contains("\"category 99\"", "\"name\":\"n0\"");
    }
}
