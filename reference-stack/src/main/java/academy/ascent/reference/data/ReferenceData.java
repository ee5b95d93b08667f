package academy.ascent.reference.data;

import academy.ascent.reference.config.InvalidConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a CSV file with a header, by column.
 *
 * @param columns in the file's order, each with {@code rows} values
 * @param rows at least one
 */
public record ReferenceData(Path file, List<Column> columns, int rows) {
    public ReferenceData {
        columns = List.copyOf(columns);
    }

    /**
     * Reads a file in UTF-8, separated by commas, quoted as RFC 4180 says.
     *
     * @param mostRows more are refused, so that memory stays bounded
     * @throws InvalidConfig if it is no such file; the message names the line and the column
     */
    public static ReferenceData read(Path file, int mostRows) {
        return new ReferenceFile(file, mostRows).read();
    }

    /** The column of that name. */
    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /**
     * The column of that name, whatever it holds.
     *
     * @throws InvalidConfig if there is none
     */
    public Column required(String name) {
        return column(name)
                .orElseThrow(() -> InvalidConfig.at(
                        file,
                        1,
                        "has no column \"" + name + "\"; it has "
                                + columns.stream().map(Column::name).toList()));
    }

    /**
     * The column of that name, which must hold numbers.
     *
     * @throws InvalidConfig if there is none or it holds text
     */
    public Column.Numbers numbers(String name) {
        return switch (required(name)) {
            case Column.Numbers numbers -> numbers;
            case Column.Texts texts ->
                throw InvalidConfig.at(
                        file,
                        texts.textLine(),
                        "column \"" + name + "\" holds text; write a number, or nothing where it is missing");
        };
    }
}
