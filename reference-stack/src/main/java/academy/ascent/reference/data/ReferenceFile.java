package academy.ascent.reference.data;

import academy.ascent.reference.config.InvalidConfig;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a file twice: first to see its size and what its columns hold, then into arrays of just that size. */
final class ReferenceFile {
    private static final int MOST_COLUMNS = 4096;
    private static final int LONGEST_CELL = 65_536;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final int mostRows;
    private List<String> names = List.of();
    private int[] textLines = {};
    private int[] infiniteLines = {};
    private int rows;

    ReferenceFile(Path file, int mostRows) {
        this.file = file;
        this.mostRows = mostRows;
    }

    ReferenceData read() {
        records(this::survey);
        if (rows == 0) {
            throw InvalidConfig.in(file, "has no row below its header; add the data");
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(emptyColumn(i));
        }
        int surveyed = rows;
        rows = 0;
        records(record -> fill(record, columns, surveyed));
        if (rows != surveyed) {
            throw changed();
        }
        return new ReferenceData(file, columns, rows);
    }

    private void records(Consumer<CsvRecord> row) {
        CsvRecordHandler handler = CsvRecordHandler.builder()
                .maxFields(MOST_COLUMNS)
                .maxFieldSize(LONGEST_CELL)
                .build();
        try (BufferedReader text = Files.newBufferedReader(file);
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .allowUnclosedQuote(false)
                        .allowExtraCharsAfterClosingQuote(false)
                        .build(handler, text)) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw InvalidConfig.in(file, "is empty; its first line must name the columns");
            }
            header(records.next());
            records.forEachRemaining(row);
        } catch (CsvParseException e) {
            throw InvalidConfig.in(file, "is no CSV within bounds: " + deepest(e));
        } catch (CharacterCodingException _) {
            throw notText();
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException ? notText() : unreadable(e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void header(CsvRecord record) {
        List<String> found = new ArrayList<>(record.getFields());
        found.set(0, found.getFirst().replace(BYTE_ORDER_MARK, ""));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).isBlank()) {
                throw InvalidConfig.at(file, 1, "column " + (i + 1) + " has no name; write it in the first line");
            }
            if (!seen.add(found.get(i))) {
                throw InvalidConfig.at(file, 1, "two columns have the name \"" + found.get(i) + "\"; rename one");
            }
        }
        if (names.isEmpty()) {
            names = List.copyOf(found);
            textLines = new int[names.size()];
            infiniteLines = new int[names.size()];
        } else if (!names.equals(found)) {
            throw changed();
        }
    }

    private void survey(CsvRecord record) {
        int line = Math.toIntExact(record.getStartingLineNumber());
        if (record.getFieldCount() != names.size()) {
            throw InvalidConfig.at(
                    file,
                    line,
                    "has " + record.getFieldCount() + " cells, but the header names " + names.size() + " columns");
        }
        rows++;
        if (rows > mostRows) {
            throw InvalidConfig.at(file, line, "has more than " + mostRows + " rows; draw a random sample of them");
        }
        for (int i = 0; i < names.size(); i++) {
            switch (textLines[i] > 0 ? Cell.TEXT : Cell.of(record.getField(i))) {
                case TEXT -> textLines[i] = textLines[i] > 0 ? textLines[i] : line;
                case INFINITE -> infiniteLines[i] = infiniteLines[i] > 0 ? infiniteLines[i] : line;
                case MISSING, NUMBER -> {}
            }
        }
    }

    private Column emptyColumn(int i) {
        if (textLines[i] > 0) {
            return new Column.Texts(names.get(i), new String[rows], textLines[i]);
        }
        if (infiniteLines[i] > 0) {
            throw InvalidConfig.at(
                    file,
                    infiniteLines[i],
                    "column \"" + names.get(i) + "\" holds an infinite number; leave the cell empty or the row out");
        }
        return new Column.Numbers(names.get(i), new double[rows]);
    }

    private void fill(CsvRecord record, List<Column> columns, int surveyed) {
        if (rows == surveyed || record.getFieldCount() != columns.size()) {
            throw changed();
        }
        for (int i = 0; i < columns.size(); i++) {
            String text = record.getField(i);
            switch (columns.get(i)) {
                case Column.Numbers(String _, double[] values) -> values[rows] = number(text);
                case Column.Texts(String _, String[] values, int _) ->
                    values[rows] = Cell.of(text) == Cell.MISSING ? "" : text;
            }
        }
        rows++;
    }

    private double number(String text) {
        return switch (Cell.of(text)) {
            case MISSING -> Double.NaN;
            case NUMBER -> Double.parseDouble(text);
            case INFINITE, TEXT -> throw changed();
        };
    }

    private InvalidConfig changed() {
        return InvalidConfig.in(file, "changed while it was read; try again");
    }

    private InvalidConfig notText() {
        return InvalidConfig.in(file, "is not UTF-8; save it as UTF-8 text");
    }

    private InvalidConfig unreadable(Exception e) {
        return InvalidConfig.in(file, "cannot be read (" + e.getMessage() + "); check its path and permissions");
    }

    private static String deepest(Throwable e) {
        String outer = String.valueOf(e.getMessage());
        return e.getCause() == null ? outer : outer + ": " + e.getCause().getMessage();
    }
}
