package academy.ascent.platform.lab;

import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabFiles.Access;
import academy.ascent.grader.lab.Labs;
import academy.ascent.platform.lab.FileVersion.Origin;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Learners' files: the lab's starter with their own versions over it. Every change adds a version; none is ever lost. */
@Singleton
public class Workspaces {
    private final WorkspaceRows rows;
    private final InstantSource clock;

    Workspaces(WorkspaceRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Every file that the learner may see, by path. */
    public List<WorkspaceFile> files(long account, Lab lab) {
        var files = new TreeMap<String, WorkspaceFile>();
        for (var file : Labs.starter(lab)) {
            if (file.access() != Access.CLOSED) {
                files.put(
                        file.path(),
                        new WorkspaceFile(
                                file.path(), file.access() == Access.EDIT, 0, file.size(), true, Optional.empty()));
            }
        }
        for (var version : rows.current(account, lab.id())) {
            // A lab that was changed since may have taken a file away from its learners.
            if (version.digest() != null && lab.files().access(version.path()) == Access.EDIT) {
                files.put(
                        version.path(),
                        new WorkspaceFile(
                                version.path(),
                                true,
                                version.number(),
                                version.size(),
                                files.containsKey(version.path()),
                                Optional.of(version.createdAt())));
            }
        }
        return List.copyOf(files.values());
    }

    /** The text of a file as it stands; empty if it is not there, not the learner's to see, or no text. */
    public Optional<String> text(long account, Lab lab, String path) {
        return current(account, lab, path)
                .map(version -> Optional.ofNullable(version.digest()).flatMap(rows::text))
                .orElseGet(() -> StarterText.read(lab, path));
    }

    /** The versions of a file, newest first; the starter's own is not among them. */
    public List<FileVersion> history(long account, Lab lab, String path) {
        return rows.history(account, lab.id(), path);
    }

    /** The text of one version; 0 is the starter's. */
    public Optional<String> text(long account, Lab lab, String path, int number) {
        if (number == 0) {
            return StarterText.read(lab, path);
        }
        return rows.history(account, lab.id(), path).stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .flatMap(version -> Optional.ofNullable(version.digest()))
                .flatMap(rows::text);
    }

    /**
     * Saves a file.
     *
     * @param base the version that the text was begun from; 0 for the starter's or a new file
     */
    @Transactional
    public SaveOutcome save(long account, Lab lab, String path, int base, String text) {
        return FileRules.writeProblem(lab, path)
                .or(() -> FileRules.textProblem(path, text))
                .<SaveOutcome>map(SaveOutcome.Refused::new)
                .orElseGet(() -> write(account, lab, path, Optional.of(base), text, Origin.SAVED));
    }

    /** Makes the starter's text the file's newest version; the older ones stay. */
    @Transactional
    public SaveOutcome reset(long account, Lab lab, String path) {
        return restore(account, lab, path, 0);
    }

    /** Makes an older text the file's newest version. */
    @Transactional
    public SaveOutcome restore(long account, Lab lab, String path, int number) {
        var problem = FileRules.writeProblem(lab, path);
        if (problem.isPresent()) {
            return new SaveOutcome.Refused(problem.get());
        }
        var origin = number == 0 ? Origin.RESET : Origin.RESTORED;
        return text(account, lab, path, number)
                .map(text -> write(account, lab, path, Optional.empty(), text, origin))
                .orElseGet(() -> new SaveOutcome.Refused(
                        "There is no version " + number + " of '" + path + "'. Choose one from its history."));
    }

    /** Removes a file that the learner added; its versions stay. A file of the starter is reset instead. */
    @Transactional
    public SaveOutcome remove(long account, Lab lab, String path) {
        if (FileRules.writeProblem(lab, path).isPresent()
                || StarterText.read(lab, path).isPresent()) {
            return new SaveOutcome.Refused(
                    "'" + FileRules.shown(path) + "' belongs to the lab and cannot be removed. Reset it instead.");
        }
        var now = clock.instant();
        var workspace = rows.lock(account, lab.id(), now);
        var number = current(account, lab, path).map(FileVersion::number).orElse(0);
        rows.addRemoval(workspace, path, number + 1, now);
        return new SaveOutcome.Saved(number + 1, now);
    }

    /** Writes many files at once, or none; returns what speaks against it. */
    @Transactional
    public Optional<String> upload(long account, Lab lab, Map<String, String> texts) {
        rows.lock(account, lab.id(), clock.instant());
        var present = editable(account, lab).keySet().stream().collect(Collectors.toSet());
        for (var path : texts.keySet()) {
            var problem = FileRules.additionProblem(present, path);
            if (problem.isPresent()) {
                return problem;
            }
            present.add(path);
        }
        texts.forEach((path, text) -> write(account, lab, path, Optional.empty(), text, Origin.UPLOADED));
        return Optional.empty();
    }

    /**
     * The learner's editable files as they stand, for handing in; no save can come in between until the transaction ends.
     */
    @Transactional
    public SequencedMap<String, String> freeze(long account, Lab lab) {
        rows.lock(account, lab.id(), clock.instant());
        var files = editable(account, lab);
        files.values().forEach(rows::keep);
        return files;
    }

    /** The text of kept content by its digest in hexadecimal. */
    public Optional<String> content(String digest) {
        return rows.text(digest);
    }

    private SequencedMap<String, String> editable(long account, Lab lab) {
        var texts = new TreeMap<String, String>();
        files(account, lab).stream()
                .filter(WorkspaceFile::editable)
                .forEach(file -> text(account, lab, file.path()).ifPresent(text -> texts.put(file.path(), text)));
        return texts;
    }

    private SaveOutcome write(long account, Lab lab, String path, Optional<Integer> base, String text, Origin origin) {
        var now = clock.instant();
        var workspace = rows.lock(account, lab.id(), now);
        var newest = current(account, lab, path);
        var number = newest.map(FileVersion::number).orElse(0);
        var held = text(account, lab, path);
        // The same text again, for example after an answer that was lost on its way: there is nothing to write.
        if (held.filter(text::equals).isPresent()) {
            return new SaveOutcome.Saved(
                    number, newest.map(FileVersion::createdAt).orElse(now));
        }
        if (base.filter(begun -> !begun.equals(number)).isPresent()) {
            return new SaveOutcome.Conflict(number, held.orElse(""));
        }
        var present = files(account, lab).stream()
                .filter(WorkspaceFile::editable)
                .map(WorkspaceFile::path)
                .collect(Collectors.toSet());
        var problem = FileRules.additionProblem(present, path);
        if (problem.isPresent()) {
            return new SaveOutcome.Refused(problem.get());
        }
        rows.keep(text);
        rows.add(workspace, path, number + 1, text, origin.name(), now);
        return new SaveOutcome.Saved(number + 1, now);
    }

    private Optional<FileVersion> current(long account, Lab lab, String path) {
        return rows.current(account, lab.id()).stream()
                .filter(version -> version.path().equals(path))
                .findFirst();
    }
}
