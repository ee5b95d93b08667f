package academy.ascent.grader.feast;

import academy.ascent.grader.submission.Reading;
import academy.ascent.grader.submission.Workspace;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A table of a submission, bounded in size, every row as long as the header.
 *
 * @param header the names of the columns, each once
 */
public record CsvTable(String path, List<String> header, List<Row> rows) {
    /** The largest table that is read, in bytes. */
    public static final int MOST_BYTES = 16 << 20;

    /** The most rows below the header. */
    public static final int MOST_ROWS = 100_000;

    private static final int MOST_COLUMNS = 200;
    private static final int LONGEST_CELL = 10_000;

    /**
     * A row.
     *
     * @param line where it begins, from 1 on
     */
    public record Row(int line, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    public CsvTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /** Reads a table of comma-separated values with a header. */
    public static Reading<CsvTable> read(Workspace workspace, String path) {
        return switch (workspace.text(path, MOST_BYTES)) {
            case Reading.Unusable<String> unusable -> new Reading.Unusable<>(unusable.fault());
            case Reading.Read<String> read -> parse(path, read.value());
        };
    }

    /** Where a column stands, −1 if it does not. */
    public int column(String name) {
        return header.indexOf(name);
    }

    private static Reading<CsvTable> parse(String path, String text) {
        List<Row> rows = new ArrayList<>();
        List<String> header = List.of();
        CsvRecordHandler handler = CsvRecordHandler.builder()
                .maxFields(MOST_COLUMNS)
                .maxFieldSize(LONGEST_CELL)
                .build();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .allowUnclosedQuote(false)
                .allowExtraCharsAfterClosingQuote(false)
                .build(handler, text.startsWith("\uFEFF") ? text.substring(1) : text)) {
            for (CsvRecord row : csv) {
                if (header.isEmpty()) {
                    header = row.getFields();
                } else if (rows.size() == MOST_ROWS) {
                    return Reading.unusable(path, line(row), "is the row after " + MOST_ROWS + "; hand in fewer.");
                } else {
                    rows.add(new Row(line(row), row.getFields()));
                }
            }
        } catch (CsvParseException e) {
            return Reading.unusable(path, 0, "is no CSV whose rows are as long as its header (" + cause(e) + ").");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("A text in memory can always be read", e);
        }
        if (header.isEmpty() || new HashSet<>(header).size() < header.size()) {
            return Reading.unusable(path, 1, "has no header that names each column once.");
        }
        return new Reading.Read<>(new CsvTable(path, header, rows));
    }

    private static int line(CsvRecord row) {
        return (int) row.getStartingLineNumber();
    }

    private static String cause(CsvParseException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }
}
