package academy.ascent.benchmarks.drift;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The two samples on disk, in a form that Java and numpy read alike: one file a column and side, of little-endian
 * doubles or of bytes that number the categories, beside {@code columns.json}.
 */
record DataFolder(Path folder) {
    static DataFolder write(Path folder, List<SeededColumn> columns, int rows) {
        DataFolder data = new DataFolder(folder);
        try {
            for (SeededColumn column : columns) {
                Files.write(data.file(column, false), bytes(column, column.values(rows, false)));
                Files.write(data.file(column, true), bytes(column, column.values(rows, true)));
            }
            List<Map<String, Object>> described = columns.stream()
                    .map(column -> Map.<String, Object>of("name", column.name(), "categories", column.categories()))
                    .toList();
            new ObjectMapper().writeValue(folder.resolve("columns.json").toFile(), Map.of("columns", described));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return data;
    }

    double[] numbers(SeededColumn column, boolean current) {
        ByteBuffer bytes = read(column, current).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    String[] categories(SeededColumn column, boolean current) {
        byte[] numbered = read(column, current).array();
        String[] values = new String[numbered.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.categories().get(Byte.toUnsignedInt(numbered[i]));
        }
        return values;
    }

    private ByteBuffer read(SeededColumn column, boolean current) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file(column, current)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(SeededColumn column, boolean current) {
        return folder.resolve(column.name() + (current ? ".current" : ".reference"));
    }

    private static byte[] bytes(SeededColumn column, double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * (column.isNumeric() ? Double.BYTES : 1))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (column.isNumeric()) {
                bytes.putDouble(value);
            } else {
                bytes.put((byte) value);
            }
        }
        return bytes.array();
    }
}
