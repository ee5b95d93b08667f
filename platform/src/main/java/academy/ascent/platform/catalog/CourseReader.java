package academy.ascent.platform.catalog;

import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.lab.Labs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads one level: its {@code course.yaml}, the heads of its lessons, and the labs it names. */
final class CourseReader {
    private static final String SLUG = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final String SLUG_RULE = "use lower-case letters, digits and single hyphens";

    private final Path home;
    private final int number;
    private final String name;
    private final YamlSection course;
    private final Set<String> samples;

    CourseReader(Path home, int number) {
        this.home = home;
        this.number = number;
        this.name = "curriculum/level" + number + "/course.yaml";
        this.course = YamlSection.read(
                file(home, number),
                name,
                "level",
                "slug",
                "name",
                "title",
                "promise",
                "result",
                "audience",
                "not-for",
                "prerequisites",
                "hours",
                "hours-planned",
                "gate",
                "tier",
                "samples",
                "modules");
        this.samples = course.has("samples") ? Set.copyOf(course.texts("samples")) : Set.of();
    }

    static Path file(Path home, int number) {
        return home.resolve("curriculum/level" + number + "/course.yaml");
    }

    Level read() {
        course.integer("level", number, number);
        var audience = course.section("audience", "engineer", "founder");
        var modules = course.sections("modules", "id", "title", "lab", "planned").stream()
                .map(this::module)
                .toList();
        refuseTwice(modules);
        refuseUnknownSamples(modules);
        return new Level(
                number,
                course.text("slug", SLUG, SLUG_RULE),
                course.text("name"),
                course.text("title"),
                course.text("promise"),
                course.text("result"),
                audience.texts("engineer"),
                audience.texts("founder"),
                course.texts("not-for"),
                course.texts("prerequisites"),
                (int) course.integer("hours", 1, 2000),
                course.flag("hours-planned"),
                course.text("gate"),
                tier(course.section(
                        "tier",
                        "id",
                        "name",
                        "format",
                        "price",
                        "open",
                        "includes",
                        "compute",
                        "retakes",
                        "human-hours",
                        "refund")),
                modules);
    }

    private Tier tier(YamlSection tier) {
        var price = tier.section("price", "amount", "currency");
        return new Tier(
                tier.text("id", SLUG, SLUG_RULE),
                number,
                tier.text("name"),
                tier.text("format"),
                new Price(price.integer("amount", 1, 100_000_000), currency(price)),
                tier.requiredFlag("open"),
                tier.texts("includes"),
                tier.text("compute"),
                tier.text("retakes"),
                tier.text("human-hours"),
                tier.text("refund"));
    }

    private static Currency currency(YamlSection price) {
        var code = price.text("currency");
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw price.problem("currency", "is '" + code + "'; use an ISO 4217 code such as USD");
        }
    }

    private CourseModule module(YamlSection module) {
        var id = module.text("id", SLUG, SLUG_RULE);
        var planned = module.flag("planned");
        var folder = home.resolve("curriculum/level" + number).resolve(id);
        var lessons = planned ? List.<Lesson>of() : lessons(module, id, folder);
        if (planned && Files.isDirectory(folder)) {
            throw module.problem("planned", "is true but the folder " + id + " is there; remove one of the two");
        }
        var lab = module.optionalText("lab").map(labId -> lab(module, labId));
        return new CourseModule(id, module.text("title"), !planned, lessons, lab);
    }

    private List<Lesson> lessons(YamlSection module, String id, Path folder) {
        try (var files = Files.list(folder)) {
            var lessons = files.filter(file -> file.toString().endsWith(".adoc"))
                    .sorted()
                    .map(file -> lesson(id, file))
                    .toList();
            if (!lessons.isEmpty()) {
                return lessons;
            }
        } catch (IOException e) {
            // The same as an empty folder: the message below says what to do.
        }
        throw module.problem(
                "id", "is '" + id + "' but that folder holds no lesson; add NN-name.adoc or say planned: true");
    }

    private Lesson lesson(String module, Path file) {
        var head = LessonHeader.read(file);
        var id = String.valueOf(file.getFileName()).replaceFirst("\\.adoc$", "");
        var shown = "curriculum/level" + number + "/" + module + "/" + id + ".adoc";
        if (!id.matches(SLUG) || head.title().isEmpty()) {
            throw new ContentException(shown + ":1: needs a name like 01-some-topic.adoc and a first line '= Title'");
        }
        return new Lesson(
                number,
                module,
                id,
                file,
                head.title(),
                minutes(shown, head),
                track(shown, head),
                needed(shown, head, "objectives"),
                needed(shown, head, "versions"),
                String.join("; ", needed(shown, head, "summary")),
                samples.contains(module + "/" + id));
    }

    private static int minutes(String file, LessonHeader head) {
        var text = head.attribute("minutes").orElse("");
        if (!text.matches("[1-9]\\d{0,2}")) {
            throw new ContentException(file + ": the attribute :minutes: must be a whole number such as 12");
        }
        return Integer.parseInt(text);
    }

    private static Track track(String file, LessonHeader head) {
        var text = head.attribute("track").orElse("");
        return Arrays.stream(Track.values())
                .filter(track -> track.id().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new ContentException(file + ": the attribute :track: must be one of engineer, founder, both"));
    }

    private static List<String> needed(String file, LessonHeader head, String attribute) {
        var entries = head.list(attribute);
        if (entries.isEmpty()) {
            throw new ContentException(file + ": the attribute :" + attribute + ": is missing; add it below the title");
        }
        return entries;
    }

    private LabEntry lab(YamlSection module, String id) {
        var folder = home.resolve("labs").resolve(id);
        if (!id.matches(SLUG) || !Files.exists(folder.resolve("lab.yaml"))) {
            throw module.problem("lab", "is '" + id + "' but there is no labs/" + id + "/lab.yaml; correct the id");
        }
        try {
            return LabEntry.of(Labs.read(folder));
        } catch (LabException e) {
            throw new ContentException("labs/" + id + "/" + e.getMessage(), e);
        }
    }

    private void refuseTwice(List<CourseModule> modules) {
        var seen = new HashSet<String>();
        for (var module : modules) {
            if (!seen.add(module.id())) {
                throw course.problem("modules", "name '" + module.id() + "' twice; remove one");
            }
        }
    }

    private void refuseUnknownSamples(List<CourseModule> modules) {
        var known = modules.stream()
                .flatMap(module -> module.lessons().stream())
                .map(Lesson::key)
                .collect(Collectors.toUnmodifiableSet());
        Optional<String> unknown = samples.stream()
                .filter(sample -> !known.contains(sample))
                .sorted()
                .findFirst();
        if (unknown.isPresent()) {
            throw course.problem(
                    "samples",
                    String.format(Locale.ROOT, "name '%s', which is no lesson; write module/lesson", unknown.get()));
        }
    }
}
