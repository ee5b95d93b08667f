package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import academy.ascent.grader.check.DockerfileCheck.Rule;
import academy.ascent.grader.lab.GivenSettings;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.submission.GivenWorkspace;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileCheckTest {
    private static final String GOOD = """
            ARG PYTHON=3.12.4
            FROM python:${PYTHON}-slim AS build
            WORKDIR /app
            COPY requirements.txt .
            RUN pip install --no-cache-dir --prefix=/install -r requirements.txt
            COPY . .
            RUN python export.py && rm -rf /root/.cache

            FROM python:3.12.4-slim
            ENV PYTHONUNBUFFERED=1 PORT=8080
            RUN apt-get update && apt-get install -y libgomp1 && rm -rf /var/lib/apt/lists/*
            COPY --from=build /install /usr/local
            COPY --from=build /app/model /app/model
            COPY start.sh /app/
            USER 1000:1000
            ENTRYPOINT ["/app/start.sh"]
            CMD ["--port", "8080"]
            """;

    @TempDir
    Path root;

    private GivenWorkspace files;

    @BeforeEach
    void givenGoodFiles() throws IOException {
        files = new GivenWorkspace(root)
                .write("Dockerfile", GOOD)
                .write("requirements.txt", "numpy==2.1.0\n--index-url https://example.org/whl/cpu\ntorch==2.4.0\n")
                .write("start.sh", "#!/bin/sh\n# curl is not used\nexec python -m serve \"$@\"\n");
    }

    @Test
    void a_careful_dockerfile_keeps_every_rule_and_says_that_only_its_text_was_read() {
        Finding finding = judge(List.of(Rule.values()));
        assertThat(finding.explanation()).endsWith("(judged by the text of Dockerfile; no image was built). It is so.");
        assertThat(finding.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(finding.ground()).isEqualTo(Ground.STATIC);
        assertThat(finding.title()).isEqualTo("All 9 rules kept by the text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "PINNED_BASE | FROM python:3.12.4-slim | FROM python | Dockerfile line 9: the base image python is",
                "PINNED_BASE | FROM python:3.12.4-slim | FROM r.org:5000/python:latest | whatever is newest",
                "PINNED_BASE | ARG PYTHON=3.12.4 | ARG PYTHON | line 2: the base image python:${PYTHON}-slim depends",
                "PINNED_BASE | FROM python:3.12.4-slim | FROM python@sha256:12 | has no whole digest",
                "NON_ROOT | USER 1000:1000 | WORKDIR /app | line 9: no USER is set",
                "NON_ROOT | USER 1000:1000 | USER root | line 15: USER root is root",
                "NON_ROOT | USER 1000:1000 | USER 0:1000 | line 15: USER 0 is root",
                "NON_ROOT | USER 1000:1000 | USER app\\nUSER root | line 16: USER root is root",
                "NON_ROOT | USER 1000:1000 | ARG WHO=root\\nUSER ${WHO} | line 16: USER root is root",
                "EXEC_FORM | CMD [\"--port\", \"8080\"] | CMD python serve.py | line 17: CMD is in shell form",
                "EXEC_FORM | CMD [\"--port\", \"8080\"] | CMD ['a', 'b'] | line 17: CMD is in shell form",
                "EXEC_FORM | ENTRYPOINT [\"/app/start.sh\"] | ENTRYPOINT [\"sh\", \"-c\", \"python serve.py\"] | starts a shell",
                "NO_SECRETS | PORT=8080 | PORT=8080 API_KEY=abc | line 10: ENV API_KEY keeps a secret",
                "NO_SECRETS | WORKDIR /app | ARG HF_TOKEN | line 3: ARG HF_TOKEN keeps a secret",
                "NO_SECRETS | PORT=8080 | ID=AKIAABCDEFGHIJKLMNOP | line 10: ENV ID keeps a secret",
                "NO_SECRETS | COPY start.sh /app/ | COPY .env start.sh /app/ | line 14: COPY .env keeps a secret",
                "NO_LATE_DELETION | USER 1000:1000 | RUN rm -rf /root/.cache\\nUSER 1000 | line 15: 'rm -rf /root/.cache' hides",
                "NO_LATE_DELETION | USER 1000:1000 | RUN cd / && apt-get purge -y gcc\\nUSER 1000 | line 15: 'apt-get purge",
                "NO_LATE_DELETION | USER 1000:1000 | RUN <<EOF\\nrm -rf /x\\nEOF\\nUSER 1000 | line 15: 'rm -rf /x' hides",
                "NO_LATE_DELETION | USER 1000:1000 | COPY d.tar /tmp/\\nRUN tar xf /tmp/d.tar && rm /tmp/d.tar | line 16: 'rm",
                "NO_DOWNLOAD_AT_START | [\"--port\", \"8080\"] | [\"sh\", \"-c\", \"curl -O x && y\"] | line 17: CMD fetches",
                "NO_DOWNLOAD_AT_START | CMD [\"--port\", \"8080\"] | CMD wget x; serve | line 17: CMD fetches",
                "CPU_ONLY | --prefix=/install -r requirements.txt | torch | line 5: 'torch' comes with CUDA libraries",
                "CPU_ONLY | --prefix=/install -r requirements.txt | onnxruntime-gpu==1.2 | line 5: 'onnxruntime-gpu==1.2' is made",
                "CPU_ONLY | FROM python:3.12.4-slim | FROM nvidia/cuda:12.4.0-base | line 9: the base image nvidia/cuda",
                "MULTI_STAGE | COPY --from=build | COPY | line 9: the image copies nothing from an earlier stage",
                "CACHE_ORDER | COPY requirements.txt . | COPY . . | line 5: installs dependencies behind the copy of everything in line 4"
            })
    void each_mistake_is_told_with_its_line(Rule rule, String right, String wrong, String fault) throws IOException {
        assertThat(GOOD).contains(right);
        files.write("Dockerfile", GOOD.replace(right, wrong.replace("\\n", "\n")));
        Finding finding = judge(List.of(rule));
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.explanation()).contains(fault);
    }

    @Test
    void one_stage_is_told() throws IOException {
        files.write("Dockerfile", "FROM python:3.12\nUSER app\nCMD [\"x\"]\n");
        assertThat(judge(List.of(Rule.MULTI_STAGE)).title()).startsWith("Dockerfile line 1: there is one stage");
        assertThat(judge(List.of(Rule.EXEC_FORM, Rule.NON_ROOT)).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void no_program_at_all_is_told() throws IOException {
        files.write("Dockerfile", "FROM python:3.12\nUSER app\n");
        assertThat(judge(List.of(Rule.EXEC_FORM)).title()).startsWith("Dockerfile line 1: neither CMD nor ENTRYPOINT");
    }

    @Test
    void what_a_stage_inherits_from_an_earlier_one_counts() throws IOException {
        files.write("Dockerfile", "FROM a:1 AS base\nUSER app\nCMD [\"x\"]\nFROM base\nCOPY m /m\n");
        assertThat(judge(List.of(Rule.NON_ROOT, Rule.EXEC_FORM, Rule.PINNED_BASE))
                        .outcome())
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void what_only_a_build_stage_deletes_is_nobodys_loss() throws IOException {
        files.write("Dockerfile", GOOD.replace("COPY . .\n", "COPY . .\nRUN rm -rf tests\n"));
        assertThat(judge(List.of(Rule.NO_LATE_DELETION)).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void a_script_that_is_started_is_read_too() throws IOException {
        files.write("start.sh", "#!/bin/sh\nset -e\ncurl -sO https://example.org/model.onnx\nexec serve\n");
        assertThat(judge(List.of(Rule.NO_DOWNLOAD_AT_START)).title())
                .startsWith("start.sh line 3: is started by line 16 of Dockerfile and fetches something");
    }

    @Test
    void cuda_in_the_list_of_requirements_is_told_with_that_files_line() throws IOException {
        files.write("requirements.txt", "numpy==2.1.0\ntorch==2.4.0\nnvidia-cudnn-cu12==9.1\n");
        assertThat(judge(List.of(Rule.CPU_ONLY)).explanation())
                .contains("requirements.txt line 2: 'torch==2.4.0' comes with CUDA")
                .contains("requirements.txt line 3: 'nvidia-cudnn-cu12==9.1' is made for a GPU");
    }

    @Test
    void a_dockerfile_that_leads_to_ever_more_files_ends_in_time() throws IOException {
        files.write("Dockerfile", "FROM a:1\nRUN pip install" + " -r requirements.txt".repeat(10_000) + "\n");
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> judge(List.of(Rule.CPU_ONLY)))
                        .title())
                .startsWith("Dockerfile line 2: leads to more than 50 files");
    }

    @Test
    void no_dockerfile_a_link_and_other_bytes_are_told() throws IOException {
        Files.delete(root.resolve("Dockerfile"));
        assertThat(judge(List.of(Rule.NON_ROOT)).title()).startsWith("Dockerfile: is not there as a plain file");
        Files.createSymbolicLink(root.resolve("Dockerfile"), root.resolve("start.sh"));
        assertThat(judge(List.of(Rule.NON_ROOT)).title()).startsWith("Dockerfile: is not there as a plain file");
        Files.delete(root.resolve("Dockerfile"));
        files.write("Dockerfile", new byte[] {'F', 'R', 'O', 'M', ' ', (byte) 0xfe});
        assertThat(judge(List.of(Rule.NON_ROOT)).title()).startsWith("Dockerfile line 1: is not UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | require is missing",
                "require: [] | is empty",
                "require: [small] | use any of pinned-base, non-root",
                "'{require: [non-root], path: ../Dockerfile}' | name a file inside",
                "'{require: [non-root], image: x}' | is not known here"
            })
    void wrong_settings_are_told_when_the_lab_is_read(String yaml, String message) {
        assertThatThrownBy(() -> new DockerfileCheck().validate(GivenSettings.with(yaml)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(message);
    }

    private Finding judge(List<Rule> rules) {
        return DockerfileCheck.judge(rules, "Dockerfile", files.workspace());
    }
}
