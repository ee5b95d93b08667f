package academy.ascent.reference.fuzz;

import academy.ascent.reference.config.ServingFile;

/** The file {@code serving.yaml}. */
public final class ServingFileFuzz {
    private static final ServedFolder FOLDER = new ServedFolder();

    private ServingFileFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] content) {
        FOLDER.check(ServingFile.NAME, content, () -> ServingFile.read(FOLDER.folder()));
    }
}
