package academy.ascent.benchmarks.serving;

import java.util.List;

/** How a contest ended for one server. */
sealed interface Standing {
    String name();

    /**
     * It was measured in every round, and every answer was right.
     *
     * @param residentBytes its resident memory after the last round
     */
    record Measured(String name, List<Round> rounds, long residentBytes) implements Standing {
        public Measured {
            rounds = List.copyOf(rounds);
        }
    }

    /** It has no figures. */
    record NotMeasured(String name, String reason) implements Standing {}
}
