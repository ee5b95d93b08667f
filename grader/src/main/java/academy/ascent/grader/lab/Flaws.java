package academy.ascent.grader.lab;

import academy.ascent.grader.lab.LabFiles.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a lab's flawed variants: each is a folder below {@code flawed/} with a {@code flaw.yaml}. */
public final class Flaws {
    private Flaws() {}

    /**
     * The flawed variants of a lab, by name.
     *
     * @throws LabException if one has no usable {@code flaw.yaml}
     */
    public static List<Flaw> of(Lab lab) {
        Path folder = lab.folder().resolve("flawed");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> variants = Files.list(folder)) {
            return variants.sorted().map(variant -> read(lab, variant)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }

    /** Lays out what a learner would hand in with this mistake: the solution with the variant's files over it. */
    public static void materialise(Lab lab, Flaw flaw, Path target) {
        Map<String, Path> files = new TreeMap<>(Tree.files(lab.folder().resolve("solution")));
        files.putAll(own(flaw));
        Tree.copy(files, target);
    }

    /**
     * The files that a grading would not take, since no learner may edit them: from {@code solution/} and from every
     * flawed variant, relative to the lab's folder.
     */
    public static List<String> neverTaken(Lab lab) {
        List<String> names = new ArrayList<>();
        Tree.files(lab.folder().resolve("solution")).keySet().stream()
                .filter(path -> lab.files().access(path) != Access.EDIT)
                .forEach(path -> names.add("solution/" + path));
        for (Flaw flaw : of(lab)) {
            own(flaw).keySet().stream()
                    .filter(path -> lab.files().access(path) != Access.EDIT)
                    .forEach(path -> names.add("flawed/" + flaw.name() + "/" + path));
        }
        return names;
    }

    private static Map<String, Path> own(Flaw flaw) {
        Map<String, Path> files = new TreeMap<>(Tree.files(flaw.folder()));
        files.remove(Flaw.FILE);
        return files;
    }

    private static Flaw read(Lab lab, Path folder) {
        String name = String.valueOf(folder.getFileName());
        try {
            Settings yaml = YamlFile.read(folder.resolve(Flaw.FILE)).allowing("why", "fails");
            return new Flaw(name, yaml.text("why"), Labs.failing(yaml, "fails", lab.grading()), folder);
        } catch (LabException e) {
            throw new LabException("flawed/" + name + ": " + e.getMessage(), e);
        }
    }
}
