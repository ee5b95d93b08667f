package academy.ascent.reference.drift;

import academy.ascent.reference.config.DriftConfig.Quality;
import academy.ascent.reference.statistics.DriftTest;
import academy.ascent.reference.statistics.Reference;
import java.util.List;
import java.util.Optional;

/**
 * One column that a monitor watches.
 *
 * @param holdsText whether its values come as text
 * @param categories how its categories are spelled; none where it is numeric
 * @param bars the reference's shares by bin
 * @param missing the reference's share of missing values
 * @param limits by how much its faults may exceed the reference's
 */
record WatchedColumn(
        String name,
        boolean holdsText,
        Optional<Categories> categories,
        Reference reference,
        DriftTest test,
        double threshold,
        Bins bins,
        List<Double> bars,
        double missing,
        Quality limits) {}
