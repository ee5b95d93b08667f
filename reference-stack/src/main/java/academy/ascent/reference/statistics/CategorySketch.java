package academy.ascent.reference.statistics;

import java.util.HashMap;
import java.util.Map;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.jspecify.annotations.Nullable;

/**
 * Current categories: the reference's counted exactly, new ones by a frequent-items sketch.
 *
 * <p>As long as no more than 768 new categories occur they too are counted exactly, and every test is the same as on
 * the values themselves. Beyond, the rarest of them are taken together as one; the Jensen-Shannon distance and the
 * chi-square test stay exact even so, since only the new categories' total enters them.
 */
public final class CategorySketch implements Sketch {
    private static final int NEW_CATEGORIES = 1024;
    private static final String OTHERS = "\uFFFF others";

    private final CategoricalReference reference;
    private final long[] counts;
    private @Nullable ItemsSketch<String> newCategories;
    private long size;
    private long missing;

    CategorySketch(CategoricalReference reference) {
        this.reference = reference;
        counts = new long[reference.positions().size()];
    }

    /** Takes one category; null counts as missing. */
    public void update(@Nullable String category) {
        if (category == null) {
            missing++;
            return;
        }
        size++;
        Integer position = reference.positions().get(category);
        if (position == null) {
            ofNewCategories().update(category);
        } else {
            counts[position]++;
        }
    }

    /** Takes in what another sketch of the same reference has counted. */
    public void merge(CategorySketch other) {
        if (other.reference != reference) {
            throw new IllegalArgumentException("only sketches of one reference can be merged");
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        if (other.newCategories != null) {
            ofNewCategories().merge(other.newCategories);
        }
        size += other.size;
        missing += other.missing;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long missing() {
        return missing;
    }

    /** The most frequent categories that the reference lacks, with at least how often each occurred. */
    public Map<String, Long> newCategories() {
        Map<String, Long> found = new HashMap<>();
        if (newCategories != null) {
            for (ItemsSketch.Row<String> row : newCategories.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES)) {
                found.put(row.getItem(), Math.max(1, row.getLowerBound()));
            }
        }
        return found;
    }

    /** How many values are of categories that the reference lacks. */
    public long ofNewCategory() {
        return newCategories == null ? 0 : newCategories.getStreamLength();
    }

    @Override
    public ColumnDrift drift() {
        return drift(reference.chosenTest(), reference.chosenTest().threshold());
    }

    @Override
    public ColumnDrift drift(DriftTest test, double threshold) {
        return DataDrift.compare(reference.column(), column(), test, threshold);
    }

    private CategoricalColumn column() {
        Map<String, Long> found = newCategories();
        long others = ofNewCategory()
                - found.values().stream().mapToLong(Long::longValue).sum();
        if (others > 0) {
            found.put(OTHERS, others);
        }
        reference.positions().forEach((category, position) -> {
            if (counts[position] > 0) {
                found.put(category, counts[position]);
            }
        });
        return new CategoricalColumn(found, missing);
    }

    private ItemsSketch<String> ofNewCategories() {
        if (newCategories == null) {
            newCategories = new ItemsSketch<>(NEW_CATEGORIES);
        }
        return newCategories;
    }
}
