package academy.ascent.platform.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.web.AscentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogTest {
    private static final String COURSE = """
            level: 1
            slug: build
            name: BUILD
            title: A title
            promise: A promise.
            result: A result.
            audience: {engineer: [One.], founder: [Two.]}
            not-for: [Three.]
            prerequisites: [Four.]
            hours: 3
            gate: A gate.
            tier:
              id: build
              name: BUILD
              format: Self-paced
              price: {amount: 99700, currency: USD}
              open: true
              includes: [Five.]
              compute: Six.
              retakes: Seven.
              human-hours: Eight.
              refund: Nine.
            samples: [01-start/01-first]
            modules:
              - {id: 01-start, title: Start}
              - {id: 02-later, title: Later, planned: true}
            """;
    private static final String LESSON = """
            = A lesson
            :minutes: 12
            :track: both
            :objectives: Say one thing; Say another
            :versions: JDK 25
            :summary: A summary.

            Text.
            """;

    @TempDir
    private Path home;

    @Test
    void readsTheShippedCurriculumWithItsFourPrices() {
        var catalog = Catalog.of(PlatformUnderTest.home());

        assertThat(catalog.tiers())
                .extracting(tier -> tier.price().text())
                .containsExactly("$997", "$3,997", "$9,997", "$19,997");
        assertThat(catalog.tiers()).extracting(Tier::open).containsExactly(true, false, false, false);
        assertThat(catalog.level("build").lessons()).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void keepsLessonsInTheOrderOfTheirNamesWithSamplesMarked() throws IOException {
        given(COURSE);
        Files.writeString(home.resolve("curriculum/level1/01-start/02-second.adoc"), LESSON);

        var lessons = Catalog.of(home).level("build").lessons();

        assertThat(lessons).extracting(Lesson::key).containsExactly("01-start/01-first", "01-start/02-second");
        assertThat(lessons).extracting(Lesson::sample).containsExactly(true, false);
        assertThat(lessons.getFirst().objectives()).containsExactly("Say one thing", "Say another");
    }

    @Test
    void anUnknownTierIsNotFound() throws IOException {
        given(COURSE);
        var catalog = Catalog.of(home);

        assertThat(catalog.tier("build").price()).isEqualTo(new Price(99700, Currency.getInstance("USD")));
        assertThatThrownBy(() -> catalog.tier("gold")).isInstanceOf(AscentException.class);
    }

    @Test
    void showsTheMinorUnitOnlyWhereItIsNotZero() {
        assertThat(new Price(99700, Currency.getInstance("USD")).text()).isEqualTo("$997");
        assertThat(new Price(99750, Currency.getInstance("USD")).text()).isEqualTo("$997.50");
        assertThat(new Price(5000, Currency.getInstance("JPY")).text()).isEqualTo("¥5,000");
    }

    @Test
    void namesFileLineAndKeyOfEveryFault() {
        refuses(COURSE.replace("hours: 3", "hours: many"), "course.yaml:10: hours", "whole number");
        refuses(COURSE.replace("hours: 3", "hours: 99999999999999999999"), "course.yaml:10: hours", "whole number");
        refuses(COURSE.replace("gate: A gate.\n", ""), "course.yaml:1: gate", "is missing");
        refuses(COURSE.replace("gate: A gate.", "gate: ''"), "course.yaml:11: gate", "not empty");
        refuses(COURSE.replace("gate:", "gait:"), "course.yaml:11: gait", "is not known");
        refuses(COURSE.replace("gate: A gate.", "gate: A\ngate: B"), "course.yaml:12: gate", "twice");
        refuses(COURSE.replace("slug: build", "slug: ../up"), "course.yaml:2: slug", "lower-case");
        refuses(COURSE.replace("level: 1", "level: 2"), "course.yaml:1: level", "from 1 to 1");
        refuses(COURSE.replace("currency: USD", "currency: GLD"), "tier.price.currency", "ISO 4217");
        refuses(COURSE.replace("amount: 99700", "amount: 997.00"), "tier.price.amount", "whole number");
        refuses(COURSE.replace("open: true", "open: 'yes'"), "tier.open", "true or false");
        refuses(COURSE.replace("[Three.]", "[]"), "not-for", "at least one");
        refuses(COURSE.replace("[Three.]", "[[Three.]]"), "not-for", "single value");
        refuses(COURSE.replace("01-first]", "01-frist]"), "samples", "01-start/01-frist");
        refuses(COURSE.replace("title: Start}", "title: Start, lab: l9}"), "modules.lab", "no labs/l9/lab.yaml");
        refuses(COURSE.replace("02-later", "01-start"), "modules.planned", "remove one of the two");
        refuses(COURSE.replace(", planned: true", ""), "modules.id", "holds no lesson");
    }

    @Test
    void hostileYamlIsRefusedInsteadOfBelieved() {
        refuses("", "course.yaml:1", "empty");
        refuses("- a\n- b", "course.yaml:1", "must be a mapping");
        refuses("level: [1", "course.yaml", "not valid YAML");
        refuses("level: 1\n---\nlevel: 1", "course.yaml", "not valid YAML");
        refuses("[a, b]: c", "course.yaml:1", "single value");
        refuses("level: !!javax.script.ScriptEngineManager [x]", "course.yaml:1", "not valid YAML");
        refuses(COURSE.replace("gate: A gate.", "gate: !!binary aGk="), "course.yaml:11: gate", "must be a text");
        refuses("a: &a [x, x]\nlevel: [*a, *a, *a]", "course.yaml", "aliases");
        refuses("level: " + "[".repeat(5000) + "]".repeat(5000), "course.yaml", "YAML");
        refuses("level: " + "1".repeat(300_000), "course.yaml", "YAML");
    }

    @Test
    void aLessonWithoutItsAttributesIsRefused() throws IOException {
        for (var attribute : new String[] {"minutes", "track", "objectives", "versions", "summary"}) {
            given(COURSE);
            Files.writeString(
                    home.resolve("curriculum/level1/01-start/01-first.adoc"),
                    LESSON.replaceAll("(?m)^:" + attribute + ":.*\n", ""));
            assertThatThrownBy(() -> Catalog.of(home))
                    .isInstanceOf(ContentException.class)
                    .hasMessageContaining("01-start/01-first.adoc")
                    .hasMessageContaining(":" + attribute + ":");
        }
    }

    @Test
    void aFolderWithoutCurriculumSaysWhatToDo() {
        assertThatThrownBy(() -> Catalog.of(home)).hasMessageContaining("ASCENT_HOME");
    }

    private void refuses(String course, String where, String what) {
        try {
            given(course);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThatThrownBy(() -> Catalog.of(home))
                .as(course.lines().limit(3).toList().toString())
                .isInstanceOf(ContentException.class)
                .hasMessageContaining(where)
                .hasMessageContaining(what);
    }

    private void given(String course) throws IOException {
        var folder = Files.createDirectories(home.resolve("curriculum/level1/01-start"));
        Files.writeString(home.resolve("curriculum/level1/course.yaml"), course);
        Files.writeString(folder.resolve("01-first.adoc"), LESSON);
    }
}
