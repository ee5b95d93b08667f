package academy.ascent.grader.check;

import academy.ascent.grader.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Observed rows from which fresh cases are drawn: a row, with every column moved by up to a twentieth of its observed
 * range and kept within it, so that no case can be known beforehand and none is absurd.
 */
final class CasePool {
    private static final double MOVE = 0.05;
    private final List<float[]> rows;
    private final float[] least;
    private final float[] most;

    private CasePool(List<float[]> rows, int columns) {
        this.rows = rows;
        this.least = new float[columns];
        this.most = new float[columns];
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        Arrays.fill(most, Float.NEGATIVE_INFINITY);
        for (float[] row : rows) {
            for (int i = 0; i < columns; i++) {
                least[i] = Math.min(least[i], row[i]);
                most[i] = Math.max(most[i], row[i]);
            }
        }
    }

    static CasePool read(Path csv, List<String> columns) {
        List<String> lines = lines(csv);
        List<String> header = cells(lines.getFirst());
        int[] places = new int[columns.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = header.indexOf(columns.get(i));
            if (places[i] < 0) {
                throw new LabException(csv.getFileName() + " line 1: has no column '" + columns.get(i) + "'; add it");
            }
        }
        List<float[]> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                rows.add(row(csv, i + 1, cells(lines.get(i)), places));
            }
        }
        if (rows.isEmpty()) {
            throw new LabException(csv.getFileName() + ": holds no row below its header; add some");
        }
        return new CasePool(rows, places.length);
    }

    /** The observed rows themselves. */
    List<float[]> rows() {
        return Collections.unmodifiableList(rows);
    }

    List<float[]> draw(int cases, SplittableRandom random) {
        List<float[]> drawn = new ArrayList<>();
        for (int i = 0; i < cases; i++) {
            float[] input = rows.get(random.nextInt(rows.size())).clone();
            for (int j = 0; j < input.length; j++) {
                double moved = input[j] + (random.nextDouble() * 2 - 1) * MOVE * (most[j] - least[j]);
                input[j] = (float) Math.clamp(moved, least[j], most[j]);
            }
            drawn.add(input);
        }
        return drawn;
    }

    private static float[] row(Path csv, int line, List<String> cells, int[] places) {
        float[] row = new float[places.length];
        for (int i = 0; i < row.length; i++) {
            try {
                row[i] = Float.parseFloat(cells.get(places[i]));
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw new LabException(
                        csv.getFileName() + " line " + line + ": has no number in column " + (places[i] + 1));
            }
        }
        return row;
    }

    private static List<String> lines(Path csv) {
        try {
            List<String> lines = Files.readAllLines(csv);
            if (lines.isEmpty()) {
                throw new LabException(csv.getFileName() + ": is empty; give it a header and rows");
            }
            return lines;
        } catch (IOException e) {
            throw new LabException("The case pool " + csv + " cannot be read: " + e.getMessage());
        }
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }
}
