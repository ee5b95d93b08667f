package academy.ascent.grader.check;

import academy.ascent.grader.dockerfile.Dockerfile;
import academy.ascent.grader.dockerfile.Dockerfile.BuildStage;
import academy.ascent.grader.dockerfile.Instruction;
import academy.ascent.grader.submission.Reading;
import academy.ascent.grader.submission.Workspace;
import com.google.re2j.Pattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a Dockerfile says of the image's content: secrets, packages, and what is fetched when it starts. */
final class ContentRules {
    private static final int MOST_BYTES = 256 << 10;

    /** The most files of the submission that a Dockerfile leads to. */
    private static final int MOST_FOLLOWED = 50;

    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i)(^|_)(password|passwd|secret|token|api_?key|access_?key|private_?key|credentials?)(_|$)");
    private static final Pattern SECRET_VALUE = Pattern.compile(
            "AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|hf_[A-Za-z0-9]{30,}|-----BEGIN [A-Z ]*PRIVATE KEY-----");
    private static final Pattern SECRET_FILE = Pattern.compile(
            "(^|/)(\\.env(\\.[a-z]+)?|\\.netrc|\\.pypirc|id_(rsa|ed25519|ecdsa)|credentials|.*\\.pem)$");
    private static final Pattern DOWNLOAD = Pattern.compile("(^|[\\s;&|(])(curl|wget|gsutil|azcopy|dvc pull|aws s3"
            + "|huggingface-cli download|hf download|git (clone|lfs)|mlflow artifacts download|pip install|apt-get)\\b"
            + "|urlretrieve\\(|urlopen\\(|requests\\.get\\(|hf_hub_download\\(|snapshot_download\\(|download_file\\("
            + "|download_artifacts\\(");
    private static final Pattern CUDA_PACKAGE =
            Pattern.compile("(?i)^(nvidia-[a-z0-9-]+|tensorflow-gpu|tensorflow\\[and-cuda\\]"
                    + "|onnxruntime-gpu|cupy(-cuda[0-9a-z]*)?|jax\\[cuda[0-9a-z_]*\\]|faiss-gpu.*|bitsandbytes|flash-attn"
                    + "|triton)([=<>!~;\\s].*)?$|(?i)\\+cu\\d+");
    private static final Pattern TORCH = Pattern.compile("(?i)^torch(vision|audio)?([=<>!~;\\s].*)?$");

    private final String path;
    private final Dockerfile dockerfile;
    private final Workspace workspace;
    private final List<String> paths;
    private final Faults faults;
    private int followed;

    ContentRules(String path, Dockerfile dockerfile, Workspace workspace, Faults faults) {
        this.path = path;
        this.dockerfile = dockerfile;
        this.workspace = workspace;
        this.paths = List.copyOf(workspace.listing().files().keySet());
        this.faults = faults;
    }

    void noSecrets() {
        for (BuildStage stage : dockerfile.stages()) {
            for (Instruction instruction : stage.instructions()) {
                if (instruction.is("ENV", "ARG")) {
                    instruction.assignments().forEach((name, value) -> secret(instruction, name, value));
                } else if (instruction.is("COPY", "ADD") && !instruction.flags().containsKey("from")) {
                    copiedSecret(instruction);
                }
            }
        }
    }

    private void secret(Instruction instruction, String name, String value) {
        boolean told = SECRET_NAME.matcher(name).find() && !name.endsWith("_FILE");
        if (told || SECRET_VALUE.matcher(value).find()) {
            faults.add(
                    path,
                    instruction.line(),
                    instruction.keyword() + " " + Words.clip(name, 60)
                            + " keeps a secret in the image, where everybody who"
                            + " can pull it reads it; give it at run time, or to a RUN with --mount=type=secret.");
        }
    }

    private void copiedSecret(Instruction copy) {
        List<String> words =
                copy.exec().orElseGet(() -> List.of(copy.arguments().split("\\s+")));
        for (String source : words.subList(0, Math.max(0, words.size() - 1))) {
            if (SECRET_FILE.matcher(source).find()) {
                faults.add(
                        path,
                        copy.line(),
                        copy.keyword() + " " + Words.clip(source, 60)
                                + " keeps a secret in the image; give it at run time.");
            }
        }
    }

    void noDownloadAtStart() {
        for (String keyword : List.of("ENTRYPOINT", "CMD")) {
            Optional<Instruction> start = dockerfile.shippedInstructions().reversed().stream()
                    .filter(instruction -> instruction.is(keyword))
                    .findFirst();
            start.ifPresent(this::noDownload);
        }
    }

    private void noDownload(Instruction start) {
        if (DOWNLOAD.matcher(String.join(" ", start.exec().orElse(List.of(start.arguments()))))
                .find()) {
            faults.add(path, start.line(), start.keyword() + fetches());
        }
        for (List<String> command : start.commands()) {
            for (String word : command) {
                if (word.matches(".*\\.(sh|py)") && follows(start)) {
                    script(word).ifPresent(file -> noDownloadIn(file, start));
                }
            }
        }
    }

    /** A script of the submission that the image starts, found by its name beside the Dockerfile. */
    private Optional<String> script(String word) {
        String name = word.substring(word.lastIndexOf('/') + 1);
        Path folder = Path.of(path).resolveSibling("");
        return workspace.listing().files().keySet().stream()
                .filter(file ->
                        Path.of(file).startsWith(folder) || folder.toString().isEmpty())
                .filter(file -> file.equals(name) || file.endsWith("/" + name))
                .findFirst();
    }

    private void noDownloadIn(String file, Instruction start) {
        if (workspace.text(file, MOST_BYTES) instanceof Reading.Read<String> read) {
            int number = 0;
            for (String line : read.value().lines().toList()) {
                number++;
                if (!line.strip().startsWith("#") && DOWNLOAD.matcher(line).find()) {
                    faults.add(file, number, "is started by line " + start.line() + " of " + path + " and" + fetches());
                }
            }
        }
    }

    private static String fetches() {
        return " fetches something when the container starts: without a network it never becomes ready. Put it into the"
                + " image when it is built.";
    }

    void cpuOnly() {
        for (BuildStage stage : dockerfile.stages()) {
            if (stage.base().matches("(?i).*(cuda|nvidia).*")) {
                faults.add(
                        path,
                        stage.from().line(),
                        "the base image " + stage.base() + " brings CUDA; take one without.");
            }
            for (Instruction instruction : stage.instructions()) {
                if (instruction.is("RUN")) {
                    instruction.commands().forEach(command -> installed(instruction, command));
                }
            }
        }
    }

    private void installed(Instruction run, List<String> command) {
        if (!command.contains("install") && !command.contains("add")) {
            return;
        }
        boolean cpu = command.stream().anyMatch(word -> word.endsWith("/whl/cpu"));
        for (int i = 0; i < command.size(); i++) {
            String word = command.get(i);
            cuda(word, cpu).ifPresent(why -> faults.add(path, run.line(), why));
            if (word.equals("-r") || word.equals("--requirement")) {
                requirements(run, i + 1 < command.size() ? command.get(i + 1) : "", cpu);
            } else if (word.startsWith("-r") && word.length() > 2) {
                requirements(run, word.substring(2), cpu);
            }
        }
    }

    /** Whether one file more is read; there is an end to it. */
    private boolean follows(Instruction instruction) {
        if (followed == MOST_FOLLOWED) {
            faults.add(path, instruction.line(), "leads to more than " + MOST_FOLLOWED + " files; name fewer.");
        }
        return followed++ < MOST_FOLLOWED;
    }

    private void requirements(Instruction run, String named, boolean cpuIndex) {
        String name = named.substring(named.lastIndexOf('/') + 1);
        if (!follows(run)) {
            return;
        }
        for (String file : paths) {
            if (!name.isEmpty() && (file.equals(name) || file.endsWith("/" + name))) {
                faults.take(workspace.text(file, MOST_BYTES)).ifPresent(text -> {
                    List<String> lines = text.lines().toList();
                    boolean cpu = cpuIndex
                            || lines.stream().anyMatch(line -> line.strip().endsWith("/whl/cpu"));
                    List<Map.Entry<Integer, String>> found = new ArrayList<>();
                    for (int i = 0; i < lines.size(); i++) {
                        int number = i + 1;
                        cuda(lines.get(i).strip(), cpu).ifPresent(why -> found.add(Map.entry(number, why)));
                    }
                    found.forEach(fault -> faults.add(file, fault.getKey(), fault.getValue()));
                });
            }
        }
    }

    private static Optional<String> cuda(String requirement, boolean cpuIndex) {
        if (CUDA_PACKAGE.matcher(requirement).find()) {
            return Optional.of("'" + Words.clip(requirement, 60)
                    + "' is made for a GPU, and this image runs without one;" + " take the package for CPUs.");
        }
        if (TORCH.matcher(requirement).find() && !cpuIndex && !requirement.contains("+cpu")) {
            return Optional.of("'" + Words.clip(requirement, 60) + "' comes with CUDA libraries of more than a gigabyte"
                    + " unless it is taken from the index for CPUs (--index-url ending in /whl/cpu).");
        }
        return Optional.empty();
    }
}
