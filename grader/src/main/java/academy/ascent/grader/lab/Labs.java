package academy.ascent.grader.lab;

import academy.ascent.grader.lab.LabFiles.Access;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.classes.SandboxClasses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads labs from their folders. */
public final class Labs {
    private static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    private Labs() {}

    /**
     * Reads and checks a lab.
     *
     * @param folder holds {@code lab.yaml}, {@code guide.adoc}, {@code starter/}, {@code solution/}
     * @throws LabException if anything in {@code lab.yaml} is missing, unknown or contradictory
     */
    public static Lab read(Path folder) {
        Settings yaml = YamlFile.read(folder.resolve("lab.yaml"))
                .allowing(
                        "id",
                        "title",
                        "summary",
                        "level",
                        "module",
                        "minutes",
                        "sandbox",
                        "points",
                        "pass",
                        "cooldown",
                        "files",
                        "model",
                        "service",
                        "grading",
                        "starter",
                        "hints");
        List<CheckSpec> grading = grading(yaml);
        int points = points(yaml, grading);
        return new Lab(
                id(yaml, folder),
                yaml.text("title"),
                yaml.text("summary"),
                yaml.integer("level", 1, 4),
                yaml.text("module"),
                yaml.integer("minutes", 1, 600),
                sandboxClass(yaml, "sandbox"),
                points,
                yaml.integer("pass", 1, points),
                yaml.durations("cooldown"),
                files(yaml.mapping("files")),
                name(yaml, "model"),
                name(yaml, "service"),
                grading,
                starterFails(yaml, grading),
                hints(yaml, grading),
                folder.toAbsolutePath().normalize(),
                Tree.digest(folder, path -> true));
    }

    /** The files a learner starts with, by path. */
    public static List<LabFile> starter(Lab lab) {
        List<LabFile> files = new ArrayList<>();
        Tree.files(lab.folder().resolve("starter"))
                .forEach((path, file) -> files.add(new LabFile(
                        path, lab.files().access(path), file.toFile().length())));
        return files;
    }

    /**
     * Lays out what is deployed for a submission: the starter, with the learner's editable files over it. Files that the
     * lab does not let a learner edit are left as the lab ships them.
     *
     * @param submission the learner's files
     * @param target an empty or absent folder
     * @throws SubmissionException if the submission holds a link or something else that is not a plain file
     */
    public static void materialise(Lab lab, Path submission, Path target) {
        Map<String, Path> files = new TreeMap<>(Tree.files(lab.folder().resolve("starter")));
        handedIn(submission).forEach((path, file) -> {
            if (lab.files().access(path) == Access.EDIT) {
                files.put(path, file);
            }
        });
        Tree.copy(files, target);
    }

    private static Map<String, Path> handedIn(Path submission) {
        try {
            return Tree.files(submission);
        } catch (LabException e) {
            throw new SubmissionException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Lays out the lab's own reference: the starter with the solution over it. */
    public static void materialiseReference(Lab lab, Path target) {
        Tree.copy(reference(lab), target);
    }

    /**
     * Lays out the lab's own reference with more files over it.
     *
     * @param over a folder of plain files
     */
    public static void materialiseReference(Lab lab, Path over, Path target) {
        Map<String, Path> files = reference(lab);
        files.putAll(Tree.files(over));
        Tree.copy(files, target);
    }

    private static Map<String, Path> reference(Lab lab) {
        Map<String, Path> files = new TreeMap<>(Tree.files(lab.folder().resolve("starter")));
        files.putAll(Tree.files(lab.folder().resolve("solution")));
        return files;
    }

    private static String id(Settings yaml, Path folder) {
        String id = name(yaml, "id");
        String folderName = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        if (!id.equals(folderName)) {
            throw yaml.problem("id", "is '" + id + "' but the folder is called '" + folderName + "'; make them equal");
        }
        return id;
    }

    private static String name(Settings yaml, String key) {
        String name = yaml.text(key);
        if (!name.matches(NAME)) {
            throw yaml.problem(key, "must be lower-case letters, digits and hyphens");
        }
        return name;
    }

    private static SandboxClass sandboxClass(Settings yaml, String key) {
        SandboxClasses classes;
        try {
            classes = SandboxClasses.inUse();
        } catch (SandboxException unreadable) {
            throw yaml.problem(key, "cannot be looked up: " + unreadable.getMessage());
        }
        return classes.find(yaml.text(key))
                .orElseThrow(() ->
                        yaml.problem(key, "is not a sandbox class; use one of " + String.join(", ", classes.names())));
    }

    private static LabFiles files(Settings files) {
        files.allowing("edit", "read", "hidden");
        return new LabFiles(globs(files, "edit"), globs(files, "read"), globs(files, "hidden"));
    }

    private static List<String> globs(Settings files, String key) {
        if (!files.has(key)) {
            return List.of();
        }
        List<String> globs = files.texts(key);
        for (String glob : globs) {
            if (!glob.matches("[A-Za-z0-9_./*-]+") || glob.startsWith("/") || glob.contains("..")) {
                throw files.problem(key, "holds '" + glob + "'; write a relative glob such as k8s/*.yaml");
            }
        }
        return globs;
    }

    private static List<CheckSpec> grading(Settings yaml) {
        Map<String, CheckKind> kinds = new TreeMap<>();
        ServiceLoader.load(CheckKind.class).forEach(kind -> kinds.put(kind.kind(), kind));
        List<CheckSpec> specs = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Settings entry : yaml.mappings("grading")) {
            entry.allowing("id", "check", "points", "must", "with");
            String id = name(entry, "id");
            if (!ids.add(id)) {
                throw entry.problem("id", "is '" + id + "', which an earlier check has; rename one");
            }
            CheckKind kind = kinds.get(entry.text("check"));
            if (kind == null) {
                throw entry.problem("check", "is not a check; use one of " + String.join(", ", kinds.keySet()));
            }
            Settings with = entry.has("with")
                    ? entry.mapping("with")
                    : Settings.empty("lab.yaml", entry.path() + ".with", entry.line());
            CheckSpec spec =
                    new CheckSpec(id, kind.kind(), entry.integer("points", 0, 1000), entry.flag("must", false), with);
            kind.validate(spec);
            specs.add(spec);
        }
        return specs;
    }

    private static List<String> starterFails(Settings yaml, List<CheckSpec> grading) {
        return yaml.has("starter") ? failing(yaml.mapping("starter").allowing("fails"), "fails", grading) : List.of();
    }

    /** Ids of checks that something must fail: at least one, each known, none twice. */
    static List<String> failing(Settings yaml, String key, List<CheckSpec> grading) {
        List<String> ids = yaml.texts(key);
        List<String> known = grading.stream().map(CheckSpec::id).toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw yaml.problem(
                        key,
                        "holds '" + id + "', which is no check of this lab; use any of " + String.join(", ", known));
            }
        }
        if (ids.isEmpty() || Set.copyOf(ids).size() < ids.size()) {
            throw yaml.problem(key, "is empty or names a check twice; name each check that must fail once");
        }
        return ids;
    }

    /**
     * SHA-256 (hex) over the path and content of a lab's files.
     *
     * @param chosen which of them, by their path relative to the lab's folder
     */
    public static String digest(Lab lab, Predicate<String> chosen) {
        return Tree.digest(lab.folder(), chosen);
    }

    private static int points(Settings yaml, List<CheckSpec> grading) {
        int points = yaml.integer("points", 1, 10_000);
        int sum = grading.stream().mapToInt(CheckSpec::points).sum();
        if (points != sum) {
            throw yaml.problem("points", "is " + points + " but the checks give " + sum + "; make them equal");
        }
        return points;
    }

    private static List<Hint> hints(Settings yaml, List<CheckSpec> grading) {
        if (!yaml.has("hints")) {
            return List.of();
        }
        List<Hint> hints = new ArrayList<>();
        for (Settings entry : yaml.mappings("hints")) {
            entry.allowing("after-failures", "on", "text");
            String on = entry.text("on");
            if (grading.stream().noneMatch(spec -> spec.id().equals(on))) {
                throw entry.problem("on", "is '" + on + "', which is no check of this lab; use one of its ids");
            }
            hints.add(new Hint(entry.integer("after-failures", 0, 100), on, entry.text("text")));
        }
        return hints;
    }

    /** Whether a folder holds a lab. */
    public static boolean isLab(Path folder) {
        return Files.isRegularFile(folder.resolve("lab.yaml"));
    }
}
