package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import academy.ascent.sandbox.local.SafetyTable.Row;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of the {@link SafetyTable} succeeds, whoever the platform runs as. */
@Isolated
class SafetyIT {
    /** One that no sandbox is given. */
    private static final int ORDINARY = Users.FIRST_SANDBOX_USER;

    static Stream<Row> rows() {
        return SafetyTable.rows().stream();
    }

    @ParameterizedTest(name = "it cannot {0}")
    @MethodSource("rows")
    void as_who_runs_the_tests(Row row, @TempDir Path folder) throws Exception {
        try (SafetyWorld world = SafetyWorld.in(folder)) {
            row.attempt().in(world);
        }
    }

    @TestFactory
    Stream<DynamicTest> as_an_ordinary_user_of_root_s_machine() throws Exception {
        assumeThat(Users.current()).as("who is not root tries it so already").isZero();
        Map<String, String> outcomes = asOrdinaryUser();
        assumeThat(outcomes.get("skipped")).isNull();
        assertThat(outcomes).containsOnlyKeys(rows().map(Row::title).toArray(String[]::new));
        return outcomes.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(
                        "it cannot " + row.getKey(),
                        () -> assertThat(row.getValue()).isEmpty()));
    }

    /** What each row of the table came to in a JVM of that user, which can read neither our home nor our folders. */
    private static Map<String, String> asOrdinaryUser() throws Exception {
        Path folder = Files.createTempDirectory("ascent-safety-");
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path home = Files.createDirectory(folder.resolve("home"));
            Users.give(home, ORDINARY);
            return outcomes(List.of(
                    "setpriv",
                    "--reuid=" + ORDINARY,
                    "--regid=" + ORDINARY,
                    "--clear-groups",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-cp",
                    readableClassPath(folder),
                    SafetyTable.class.getName(),
                    home.toString()));
        } finally {
            Folders.delete(folder);
        }
    }

    private static String readableClassPath(Path folder) throws IOException {
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.exists(Path.of(entry))) {
                Path copy = folder.resolve(copies.size() + "-" + Path.of(entry).getFileName());
                Folders.copyReadable(Path.of(entry), copy);
                copies.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, copies);
    }

    private static Map<String, String> outcomes(List<String> command) throws Exception {
        Path errors = Files.createTempFile("ascent-safety-", ".errors");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            Map<String, String> outcomes = new LinkedHashMap<>();
            try (BufferedReader lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    int tab = line.indexOf('\t');
                    outcomes.put(line.substring(0, tab), line.substring(tab + 1));
                }
            }
            assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
            return outcomes;
        } finally {
            Files.delete(errors);
        }
    }
}
