package academy.ascent.platform.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WorkTest {
    private static final Vocabulary VOCABULARY = new Vocabulary();
    private static final String STARTER = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: wine, labels: {app: wine}}
            spec:
              replicas: 1
            """;
    private static final String PROBE = """
              readinessProbe:
                httpGet: {path: /v2/health/ready, port: 8000}
                periodSeconds: 3
                failureThreshold: 2
            """;

    @Test
    void whatTheStarterHadIsNotCompared() {
        var one = work(Map.of("a.yaml", STARTER));
        assertThat(one.sequence().compared()).isZero();
        assertThat(one.with(work(Map.of("b.yaml", STARTER))).share()).isZero();
        assertThat(one.own("a.yaml").stream()).isEmpty();
    }

    @Test
    void whatBothWroteIsToldWithItsLines() {
        var one = work(Map.of("a.yaml", STARTER + PROBE));
        var other = work(Map.of("b.yaml", "# mine\n" + STARTER + "  strategy: Recreate\n" + PROBE));
        var likeness = one.with(other);
        assertThat(likeness.passages())
                .containsExactly(
                        new Likeness.Passage(new Likeness.Place("a.yaml", 6, 9), new Likeness.Place("b.yaml", 8, 11)));
        assertThat(likeness.share()).isBetween(0.9, 0.99);
        assertThat(other.own("b.yaml").stream()).containsExactly(7, 8, 9, 10, 11);
        assertThat(other.with(one).share()).isEqualTo(likeness.share());
    }

    @Test
    void renamingMovingAndCommentingHidesNothingInPython() {
        var one = "def scale(rows, mean):\n    return [(row - mean) / 3.5 for row in rows]\n\n"
                + "def load(path):\n    with open(path, 'rb') as file:\n        return parse(file.read(), strict=True)\n";
        var other =
                "# all my own\ndef open_it(name):\n    with open(name, \"r\") as f:\n        return read(f.get(), x=True)\n"
                        + "def norm(xs, m):  # normalise\n    return [(x - m) / 2 for x in xs]\n";
        assertThat(work(Map.of("a.py", one)).with(work(Map.of("b.py", other))).share())
                .isEqualTo(1);
    }

    @Test
    void otherWorkIsNotAlike() {
        var one = work(Map.of("a.yaml", STARTER + PROBE));
        var other = work(Map.of("a.yaml", STARTER + "  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}\n"));
        assertThat(one.with(other).share()).isZero();
        assertThat(one.with(work(Map.of())).share()).isZero();
    }

    @Test
    void aTokenCountsOnce() {
        var once = work(Map.of("a.yaml", PROBE));
        var thrice = work(Map.of("a.yaml", PROBE + PROBE + PROBE));
        assertThat(once.with(thrice).share()).isEqualTo(0.5);
    }

    @Test
    void aPassageEndsWithItsFile() {
        var lines = PROBE.lines().toList();
        var split = new TreeMap<>(Map.of("a.yaml", lines.get(0) + lines.get(1), "b.yaml", lines.get(2) + lines.get(3)));
        assertThat(work(split).with(work(Map.of("c.yaml", PROBE))).passages())
                .allMatch(passage -> passage.one().path().equals("a.yaml"));
    }

    @Test
    void whatIsTooLongOrTooRepetitiveIsComparedInPartAndSaysSo() {
        var same = Map.of("a.yaml", "a ".repeat(15_000));
        var likeness = work(same).with(work(same));
        assertThat(likeness.share()).isEqualTo(1);
        assertThat(likeness.whole()).isFalse();

        var probe = work(Map.of("a.yaml", PROBE));
        assertThat(probe.with(work(Map.of("b.yaml", PROBE))).whole()).isTrue();
        var endless = IntStream.range(0, 30_000).mapToObj(i -> "k" + i).collect(Collectors.joining(" "));
        var beside = work(Map.of("a.yaml", endless, "b.yaml", PROBE));
        assertThat(beside.with(probe).whole()).isFalse();
        var huge = work(Map.of("a.txt", "x".repeat(600_000), "b.yaml", PROBE)).with(probe);
        assertThat(huge.whole()).isFalse();
        assertThat(huge.share()).isEqualTo(1);
    }

    @Test
    void theLongestPassageIsTakenFirstAndWhatItLeavesComesAfterIt() {
        var start = words("s", 15);
        var middle = words("m", 20);
        var end = words("e", 13);
        var one = work(Map.of("a.txt", start + middle + end));
        var other = work(Map.of("a.txt", middle + end + start + middle));
        assertThat(one.with(other).passages())
                .containsExactly(
                        new Likeness.Passage(new Likeness.Place("a.txt", 1, 35), new Likeness.Place("a.txt", 34, 68)),
                        new Likeness.Passage(new Likeness.Place("a.txt", 36, 48), new Likeness.Place("a.txt", 21, 33)));
    }

    @Test
    void hostileTextsEndInTime() {
        var quotes = "\"\\".repeat(60_000) + "'''" + "\"".repeat(60_000);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            work(Map.of("a.py", quotes));
            work(Map.of("a.yaml", quotes));
        });
    }

    /** 190 pairs with 64 KiB each of entries that are much alike, which is the slowest that people would write. */
    @Test
    void longAndRepetitiveWorksAreComparedInTime() {
        var starter = Work.starter(Map.of("a.yaml", STARTER), VOCABULARY);
        assertTimeoutPreemptively(Duration.ofSeconds(40), () -> {
            var works = IntStream.range(0, 20)
                    .mapToObj(seed -> Work.of(Map.of("a.yaml", STARTER + entries(seed)), starter, VOCABULARY))
                    .toList();
            for (var i = 0; i < works.size(); i++) {
                for (var j = i + 1; j < works.size(); j++) {
                    var likeness = works.get(i).with(works.get(j));
                    assertThat(likeness.share()).isBetween(0.4, 0.7);
                    assertThat(likeness.whole()).isFalse();
                }
            }
            var copy = Work.of(Map.of("a.yaml", "# mine\n" + entries(0) + PROBE), starter, VOCABULARY);
            assertThat(works.getFirst().with(copy).share()).isGreaterThan(0.99);
        });
    }

    private static String entries(int seed) {
        var random = new Random(seed);
        var text = new StringBuilder();
        while (text.length() < 64 * 1024) {
            var number = random.nextInt(300);
            text.append("- name: service-")
                    .append(number)
                    .append("\n  image: registry.example.org/team/service-")
                    .append(number)
                    .append(":1.")
                    .append(random.nextInt(20))
                    .append("\n  ports: [{containerPort: ")
                    .append(8000 + number)
                    .append(", name: http}]\n");
        }
        return text.toString();
    }

    private static String words(String kind, int count) {
        return IntStream.range(0, count).mapToObj(i -> kind + i + "\n").collect(Collectors.joining());
    }

    private static Work work(Map<String, String> files) {
        return Work.of(new TreeMap<>(files), Work.starter(Map.of("a.yaml", STARTER), VOCABULARY), VOCABULARY);
    }
}
