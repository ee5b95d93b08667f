package academy.ascent.sandbox.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What came of making a snapshot's objects again, each told as kind and name, in a virtual cluster with the
 * namespace before the name.
 *
 * @param taken when the snapshot was taken
 * @param made what was made
 * @param kept what is there already and was left as it is
 * @param refused what the API server refuses, and its words
 * @param missing what the snapshot had no room for
 */
public record Restored(
        Instant taken, List<String> made, List<String> kept, Map<String, String> refused, List<String> missing) {

    public Restored {
        made = List.copyOf(made);
        kept = List.copyOf(kept);
        refused = Map.copyOf(refused);
        missing = List.copyOf(missing);
    }
}
