package academy.ascent.reference.fuzz;

import academy.ascent.reference.data.ReferenceData;

/** Reference data as CSV. */
public final class ReferenceDataFuzz {
    private static final int MOST_ROWS = 1000;
    private static final ServedFolder FOLDER = new ServedFolder();

    private ReferenceDataFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] content) {
        FOLDER.check("data.csv", content, () -> {
            ReferenceData data = ReferenceData.read(FOLDER.file("data.csv"), MOST_ROWS);
            Requests.require(data.rows() > 0 && data.rows() <= MOST_ROWS, "a number of rows that there cannot be");
        });
    }
}
