package academy.ascent.reference.statistics;

import java.util.HashMap;
import java.util.Map;

/** A categorical reference: its categories and how often each occurs. */
public final class CategoricalReference implements Reference {
    private final CategoricalColumn column;
    private final Map<String, Integer> positions = new HashMap<>();
    private final DriftTest chosenTest;
    private final long size;

    CategoricalReference(CategoricalColumn column) {
        if (column.size() == 0) {
            throw new IllegalArgumentException("a reference needs a value");
        }
        this.column = column;
        size = column.size();
        chosenTest = DriftTest.chosenFor(false, column.counts().size(), size);
        column.counts().keySet().forEach(category -> positions.put(category, positions.size()));
    }

    @Override
    public CategorySketch sketch() {
        return new CategorySketch(this);
    }

    @Override
    public DriftTest chosenTest() {
        return chosenTest;
    }

    @Override
    public long size() {
        return size;
    }

    CategoricalColumn column() {
        return column;
    }

    /** Where each known category is counted. */
    Map<String, Integer> positions() {
        return positions;
    }
}
