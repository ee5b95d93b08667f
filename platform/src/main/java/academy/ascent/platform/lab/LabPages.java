package academy.ascent.platform.lab;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.rendering.RenderedTexts;
import academy.ascent.site.Href;
import academy.ascent.site.lab.LabPage;
import academy.ascent.site.lab.LabsPage;
import academy.ascent.site.lab.LockedLabPage;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts the pages of labs together from what this feature knows. */
@Singleton
final class LabPages {
    private static final Map<Integer, String> LEVELS = Map.of(1, "BUILD", 2, "AUTOMATE", 3, "OPERATE", 4, "INNOVATE");

    private final LabCatalog catalog;
    private final LabAccess access;
    private final RenderedTexts texts;
    private final Workspaces workspaces;
    private final HandIns handIns;

    LabPages(LabCatalog catalog, LabAccess access, RenderedTexts texts, Workspaces workspaces, HandIns handIns) {
        this.catalog = catalog;
        this.access = access;
        this.texts = texts;
        this.workspaces = workspaces;
        this.handIns = handIns;
    }

    LabsPage list(SignedIn person) {
        var labs = catalog.all();
        var briefs = handIns.briefs(person.id(), labs);
        var levels = labs.stream().collect(Collectors.groupingBy(Lab::level, TreeMap::new, Collectors.toList()));
        return new LabsPage(levels.entrySet().stream()
                .map(level -> new LabsPage.Level(
                        level.getKey(),
                        LEVELS.getOrDefault(level.getKey(), ""),
                        access.mayOpen(person, level.getValue().getFirst()),
                        level.getValue().stream().map(lab -> row(lab, briefs)).toList()))
                .toList());
    }

    private static LabsPage.Row row(Lab lab, Map<String, HandIns.Brief> briefs) {
        var brief = briefs.getOrDefault(lab.id(), new HandIns.Brief("", ""));
        return new LabsPage.Row(lab.title(), lab.summary(), lab.minutes(), brief.state(), brief.result(), href(lab));
    }

    LockedLabPage locked(Lab lab) {
        return new LockedLabPage(
                lab.title(), lab.summary(), lab.level(), lab.minutes(), lab.points(), Href.of("pricing"));
    }

    LabPage lab(SignedIn person, Lab lab, String path) {
        return page(person, lab, path, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The page again, with what was typed and why it was not taken. */
    LabPage refused(SignedIn person, Lab lab, String path, Optional<String> typed, String problem) {
        return page(person, lab, path, typed, Optional.empty(), Optional.of(problem));
    }

    /** The page with both texts: what was typed stays in the editor, ready to be saved over the other. */
    LabPage conflict(SignedIn person, Lab lab, String path, String typed, SaveOutcome.Conflict conflict) {
        return page(
                person,
                lab,
                path,
                Optional.of(typed),
                Optional.of(new LabPage.Conflict(conflict.number(), conflict.text())),
                Optional.empty());
    }

    static Href href(Lab lab) {
        return Href.of("labs", lab.id());
    }

    private LabPage page(
            SignedIn person,
            Lab lab,
            String path,
            Optional<String> typed,
            Optional<LabPage.Conflict> conflict,
            Optional<String> problem) {
        var files = workspaces.files(person.id(), lab);
        var open = files.stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .or(() -> first(files));
        return new LabPage(
                lab.title(),
                lab.summary(),
                lab.level(),
                lab.minutes(),
                href(lab),
                texts.of(lab.folder().resolve("guide.adoc")).html(),
                files.stream().map(file -> link(lab, file, open)).toList(),
                lab.files().edit(),
                open.map(file -> open(person, lab, file, typed, conflict)),
                conflict,
                problem,
                handIns.of(person.id(), lab));
    }

    /** Work begins in a file that may be changed. */
    private static Optional<WorkspaceFile> first(List<WorkspaceFile> files) {
        return files.stream()
                .filter(file -> file.editable() && !file.path().contains("/"))
                .findFirst()
                .or(() -> files.stream().filter(WorkspaceFile::editable).findFirst())
                .or(() -> files.stream().findFirst());
    }

    private static LabPage.FileLink link(Lab lab, WorkspaceFile file, Optional<WorkspaceFile> open) {
        return new LabPage.FileLink(
                file.path(),
                href(lab).with("file", file.path()),
                open.filter(file::equals).isPresent(),
                file.editable(),
                file.number() > 0);
    }

    private LabPage.OpenFile open(
            SignedIn person, Lab lab, WorkspaceFile file, Optional<String> typed, Optional<LabPage.Conflict> conflict) {
        return new LabPage.OpenFile(
                file.path(),
                typed.or(() -> workspaces.text(person.id(), lab, file.path())),
                file.editable(),
                conflict.map(LabPage.Conflict::number).orElse(file.number()),
                file.starter(),
                file.size(),
                file.savedAt(),
                new Href(href(lab).path() + "/history").with("file", file.path()),
                new Href(href(lab).path() + "/raw").with("file", file.path()));
    }
}
