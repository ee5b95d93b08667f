package academy.ascent.grader.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * One stream of rows to replay.
 *
 * @param requests the rows of each request, as JSON
 * @param injection what drifts, if anything does
 * @param onset how many rows come before it; empty in a quiet stream
 */
record DriftStream(List<String> requests, Optional<Injection> injection, OptionalInt onset) {

    /** Draws streams for one check from the lab's rows; equal seeds draw equal streams. */
    static final class Source {
        private final DriftSettings settings;
        private final List<float[]> pool;
        private final double[] deviations;
        private final SplittableRandom random;

        Source(DriftSettings settings, List<float[]> pool, SplittableRandom random) {
            this.settings = settings;
            this.pool = pool;
            this.random = random;
            deviations = new double[settings.columns().size()];
            for (int i = 0; i < deviations.length; i++) {
                deviations[i] = deviation(i);
            }
        }

        /** Rows like the lab's, whose columns are moved by what is harmless. */
        DriftStream quiet(DriftSettings.Quiet quiet) {
            double[] moves = new double[deviations.length];
            for (String column : quiet.moved()) {
                int place = settings.columns().indexOf(column);
                moves[place] = (2 * random.nextDouble() - 1) * quiet.shift() * deviations[place];
            }
            List<float[]> rows = rows();
            for (float[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    row[i] += (float) moves[i];
                }
            }
            return new DriftStream(requests(rows), Optional.empty(), OptionalInt.empty());
        }

        /** Rows like the lab's that drift from some row on, which begins a request. */
        DriftStream drifted(DriftSettings.Drifted drifted, Injection injection) {
            int latest = drifted.onset() / settings.block();
            int onset = random.nextInt(latest / 2, latest + 1) * settings.block();
            int column = settings.columns().indexOf(injection.column());
            List<float[]> rows = rows();
            for (int i = onset; i < rows.size(); i++) {
                float[] row = rows.get(i);
                if (injection.isOn(i - onset)) {
                    row[column] = injection.change().of(row[column], deviations[column], random);
                }
            }
            return new DriftStream(requests(rows), Optional.of(injection), OptionalInt.of(onset));
        }

        private List<float[]> rows() {
            List<float[]> rows = new ArrayList<>();
            for (int i = 0; i < settings.rows(); i++) {
                rows.add(pool.get(random.nextInt(pool.size())).clone());
            }
            return rows;
        }

        private List<String> requests(List<float[]> rows) {
            List<String> requests = new ArrayList<>();
            for (int from = 0; from < rows.size(); from += settings.block()) {
                int to = Math.min(from + settings.block(), rows.size());
                requests.add(Tensors.request(settings.columns(), rows.subList(from, to)));
            }
            return requests;
        }

        private double deviation(int column) {
            double mean =
                    pool.stream().mapToDouble(row -> row[column]).average().orElse(0);
            double variance = pool.stream()
                    .mapToDouble(row -> (row[column] - mean) * (row[column] - mean))
                    .average()
                    .orElse(0);
            return Math.sqrt(variance);
        }
    }
}
