package academy.ascent.platform.lab;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.Browser;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.identity.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class LabIT {
    private static final String LAB = "/labs/l1-first-prediction";
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private static PlatformUnderTest platform;

    @BeforeAll
    static void start() {
        platform = PlatformUnderTest.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void withoutAPlaceThePageSaysWhatToBuyAndNothingElseOpens() {
        var learner = platform.browser().signUp("Lee", "lee@example.org");

        var page = learner.get(LAB);
        assertThat(page.statusCode()).isEqualTo(402);
        assertThat(page.body())
                .contains("href=\"/pricing\"")
                .contains("Level 1")
                .doesNotContain("textarea");
        assertThat(learner.send("GET", LAB + "/file?path=serving.yaml", "").statusCode())
                .isEqualTo(402);
        assertThat(learner.post(LAB + "/hand-in", Map.of()).statusCode()).isEqualTo(402);
    }

    @Test
    void everySaveIsAVersionThatCanBeBroughtBack() {
        var teacher = teacher();
        save(teacher, 0, "a: 1\n", 303);
        save(teacher, 1, "a: 2\n", 303);

        assertThat(teacher.get(LAB + "/history?file=serving.yaml&version=1").body())
                .contains("a: 1")
                .contains("the starter");
        teacher.post(LAB + "/restore", Map.of("path", "serving.yaml", "number", "1"));
        assertThat(text(teacher)).contains("\"a: 1\\n\"").contains("\"number\":3");
    }

    @Test
    void aResetIsAVersionTooSoItCanBeUndone() {
        var teacher = teacher();
        save(teacher, 0, "mine: true\n", 303);
        teacher.post(LAB + "/reset", Map.of("path", "serving.yaml"));
        assertThat(text(teacher)).contains("tumour").contains("\"number\":2");

        teacher.post(LAB + "/restore", Map.of("path", "serving.yaml", "number", "1"));
        assertThat(text(teacher)).contains("mine: true");
    }

    @Test
    void theSameTextTwiceIsOneVersion() {
        var teacher = teacher();
        save(teacher, 0, "a: 1\n", 303);
        // The answer to the first was lost on its way, so the editor sends it again from the same base.
        save(teacher, 0, "a: 1\n", 303);
        assertThat(text(teacher)).contains("\"number\":1");
    }

    @Test
    void twoTabsThatSaveAreToldAndNothingIsLost() {
        var teacher = teacher();
        save(teacher, 0, "first: tab\n", 303);

        var form = save(teacher, 0, "second: tab\n", 409);
        assertThat(form).contains("first: tab").contains("second: tab").contains("name=\"base\" value=\"1\"");
        var script = teacher.send("PUT", LAB + "/file", json("serving.yaml", 0, "second: tab\\n"));
        assertThat(script.statusCode()).isEqualTo(409);
        assertThat(script.body()).contains("\"number\":1").contains("first: tab");
        assertThat(text(teacher)).contains("first: tab");

        save(teacher, 1, "second: tab\n", 303);
        assertThat(teacher.get(LAB + "/history?file=serving.yaml&version=1").body())
                .contains("first: tab");
    }

    @Test
    void onlyFilesOfTheLearnerMayBeWritten() {
        var teacher = teacher();
        for (var path : new String[] {
            "../serving.yaml",
            "/etc/passwd",
            "k8s/../../x.yaml",
            "lab.yaml",
            "grading/cases.csv",
            "model/tumour.onnx",
            ""
        }) {
            var answer = teacher.send("PUT", LAB + "/file", json(path, 0, "x"));
            assertThat(answer.statusCode()).as(path).isEqualTo(422);
        }
        assertThat(teacher.send("PUT", LAB + "/file", json("serving.yaml", 0, "a\\u0000b"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(teacher.send("PUT", LAB + "/file", json("serving.yaml", 0, "x".repeat(256 * 1024 + 1)))
                        .statusCode())
                .isEqualTo(422);
        assertThat(text(teacher)).contains("\"number\":0");
    }

    @Test
    void aRefusedFormKeepsWhatWasTyped() {
        var teacher = teacher();
        teacher.get(LAB);
        var answer = teacher.post(
                LAB + "/save",
                Map.of("path", "serving.yaml", "base", "0", "text", "typed: long\n" + "x".repeat(300_000)));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("256 KiB").contains("typed: long");
    }

    @Test
    void hiddenFilesNeverLeaveTheServer() throws IOException {
        var teacher = teacher();
        assertThat(teacher.get(LAB).body()).doesNotContain("cases.csv");
        for (var path :
                new String[] {"grading/cases.csv", "../grading/cases.csv", "../lab.yaml", "../solution/serving.yaml"}) {
            assertThat(teacher.send("GET", LAB + "/file?path=" + path, "").statusCode())
                    .as(path)
                    .isEqualTo(404);
            assertThat(teacher.probe("GET", LAB + "/raw?file=" + path, "*/*", "")
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
            assertThat(teacher.get(LAB + "/history?file=" + path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(unzip(teacher.download(LAB + "/work.zip"))).doesNotContainKey("grading/cases.csv");
    }

    @Test
    void workCanBeTakenAwayAndBroughtBack() throws IOException {
        var teacher = teacher();
        save(teacher, 0, "mine: true\n", 303);
        var work = teacher.download(LAB + "/work.zip");
        assertThat(unzip(work)).containsEntry("serving.yaml", "mine: true\n").containsKey("model/tumour.onnx");

        var other = teacher();
        assertThat(other.upload(LAB + "/upload", "archive", "work.zip", work).statusCode())
                .isEqualTo(303);
        assertThat(text(other)).contains("mine: true");
    }

    @Test
    void anArchiveThatClimbsOutChangesNothing() throws IOException {
        var teacher = teacher();
        teacher.get(LAB);
        var hostile = zip(Map.of("serving.yaml", "taken: true\n", "../evil.yaml", "x"));

        var answer = teacher.upload(LAB + "/upload", "archive", "work.zip", hostile);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("../evil.yaml").contains("Nothing was changed");
        assertThat(text(teacher)).contains("\"number\":0");
    }

    @Test
    void anUploadThatIsFarTooLargeIsReadToItsEndAndAnsweredWithAPage() {
        var teacher = teacher();

        var answer = teacher.upload(LAB + "/upload", "archive", "work.zip", new byte[60 * 1024 * 1024]);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body())
                .contains("Too large")
                .contains("Nothing was changed")
                .contains("Sign out");
        assertThat(teacher.get(LAB).statusCode()).isEqualTo(200);
    }

    @Test
    void anAddedFileCanBeRemovedAndAStarterFileCannot() {
        var teacher = teacher();
        teacher.get(LAB);
        assertThat(teacher.post(LAB + "/add", Map.of("path", "k8s/extra.yaml")).statusCode())
                .isEqualTo(303);
        assertThat(teacher.get(LAB).body()).contains("data-path=\"k8s/extra.yaml\"");
        assertThat(teacher.post(LAB + "/remove", Map.of("path", "k8s/extra.yaml"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(teacher.get(LAB).body()).doesNotContain("data-path=\"k8s/extra.yaml\"");
        assertThat(teacher.post(LAB + "/remove", Map.of("path", "serving.yaml")).statusCode())
                .isEqualTo(422);
    }

    private static String save(Browser browser, int base, String text, int status) {
        browser.get(LAB);
        var answer = browser.post(
                LAB + "/save", Map.of("path", "serving.yaml", "base", Integer.toString(base), "text", text));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private static String text(Browser browser) {
        return browser.send("GET", LAB + "/file?path=serving.yaml", "").body();
    }

    private static String json(String path, int base, String text) {
        return "{\"path\":\"" + path + "\",\"base\":" + base + ",\"text\":\"" + text + "\"}";
    }

    /** Somebody who may open every lab, with a workspace that nobody has touched. */
    private static Browser teacher() {
        var email = "teacher" + PEOPLE.incrementAndGet() + "@example.org";
        platform.bean(Accounts.class).createPrivileged(email, "Teacher", "correct horse battery", Role.INSTRUCTOR);
        var browser = platform.browser().signIn(email);
        browser.get(LAB);
        return browser;
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : new TreeMap<>(files).entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> unzip(byte[] archive) throws IOException {
        var files = new TreeMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
