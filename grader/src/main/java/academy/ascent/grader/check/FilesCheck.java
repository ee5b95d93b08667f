package academy.ascent.grader.check;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.submission.Fault;
import academy.ascent.grader.submission.JsonText;
import academy.ascent.grader.submission.Reading;
import academy.ascent.grader.submission.Sizes;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.submission.YamlText;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code files}: which files there are, how large they are and what their text says. */
public final class FilesCheck implements StaticCheck {

    @Override
    public String kind() {
        return "files";
    }

    @Override
    public void validate(Settings with) {
        FilesSettings.read(with);
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        return judge(FilesSettings.read(spec.with()), stage.workspace());
    }

    static Finding judge(FilesSettings settings, Workspace workspace) {
        Workspace.Listing listing = workspace.listing();
        Faults faults = new Faults();
        listing.faults().forEach(faults::add);
        presence(settings, listing, faults);
        sizes(settings, listing, faults);
        for (FilesSettings.TextRule rule : settings.rules()) {
            text(rule, workspace, listing, faults);
        }
        int files = listing.files().size();
        return faults.finding(
                Ground.STATIC,
                settings.words(),
                files == 1 ? "1 file, as asked" : files + " files, as asked",
                List.of(total(settings, listing)));
    }

    private static void presence(FilesSettings settings, Workspace.Listing listing, Faults faults) {
        for (String glob : settings.require()) {
            if (Globs.matching(glob, listing.files().keySet()).isEmpty()) {
                faults.add(glob, 0, "is required and no file matches; add one.");
            }
        }
        for (String glob : settings.forbid()) {
            for (String path : Globs.matching(glob, listing.files().keySet())) {
                faults.add(path, 0, "must not be handed in (" + glob + "); remove it.");
            }
        }
    }

    private static void sizes(FilesSettings settings, Workspace.Listing listing, Faults faults) {
        settings.each()
                .ifPresent(most -> listing.files().forEach((path, size) -> {
                    if (size > most) {
                        faults.add(
                                path,
                                0,
                                "has " + Sizes.words(size) + ", at most " + Sizes.words(most) + " are allowed.");
                    }
                }));
        settings.total().ifPresent(most -> {
            long sum = sum(listing);
            if (sum > most) {
                String largest = listing.files().entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(file -> file.getKey() + " with " + Sizes.words(file.getValue()))
                        .orElse("none");
                faults.add(new Fault(
                        "",
                        0,
                        "All files together have " + Sizes.words(sum) + ", at most " + Sizes.words(most)
                                + " are allowed; the largest is " + largest + "."));
            }
        });
    }

    private static void text(
            FilesSettings.TextRule rule, Workspace workspace, Workspace.Listing listing, Faults faults) {
        List<String> paths = Globs.matching(rule.path(), listing.files().keySet());
        if (paths.isEmpty() && rule.matches().isPresent()) {
            faults.add(rule.path(), 0, "no file matches, so none holds what is asked" + rule.why() + ".");
        }
        for (String path : paths) {
            Optional<String> text = faults.take(workspace.text(path, FilesSettings.MOST_TEXT_BYTES));
            text.ifPresent(found -> text(rule, path, found, faults));
        }
    }

    private static void text(FilesSettings.TextRule rule, String path, String text, Faults faults) {
        rule.matches().filter(pattern -> !pattern.matcher(text).find()).ifPresent(pattern -> {
            faults.add(path, 0, "has no line like " + pattern.pattern() + rule.why() + ".");
        });
        rule.lacks().ifPresent(pattern -> {
            for (int line : lines(pattern, text)) {
                faults.add(path, line, "must hold nothing like " + pattern.pattern() + rule.why() + ".");
            }
        });
        rule.format().ifPresent(format -> {
            switch (format) {
                case JSON -> JsonText.fault(path, text).ifPresent(faults::add);
                case YAML -> {
                    if (YamlText.check(path, text) instanceof Reading.Unusable<?> unusable) {
                        faults.add(unusable.fault());
                    }
                }
            }
        });
    }

    /** The lines where a pattern is found, at most a few. */
    private static List<Integer> lines(Pattern pattern, String text) {
        List<Integer> lines = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        int line = 1;
        int counted = 0;
        for (int from = 0; lines.size() < 5 && from <= text.length() && matcher.find(from); ) {
            for (; counted < matcher.start(); counted++) {
                line += text.charAt(counted) == '\n' ? 1 : 0;
            }
            lines.add(line);
            int next = text.indexOf('\n', matcher.start());
            from = next < 0 ? text.length() + 1 : Math.max(next + 1, matcher.end());
        }
        return lines;
    }

    private static long sum(Workspace.Listing listing) {
        return listing.files().values().stream().mapToLong(Long::longValue).sum();
    }

    private static Measurement total(FilesSettings settings, Workspace.Listing listing) {
        Double target = settings.total().map(Long::doubleValue).orElse(null);
        return new Measurement(
                "size of all files",
                sum(listing),
                "bytes",
                null,
                null,
                target,
                target == null ? Relation.NONE : Relation.AT_MOST);
    }
}
