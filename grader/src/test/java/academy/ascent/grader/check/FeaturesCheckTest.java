package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import academy.ascent.grader.lab.GivenSettings;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.submission.GivenWorkspace;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables and a registry that Feast wrote (src/test/feast, with the scripts), and the same built by hand with mistakes. */
class FeaturesCheckTest {
    private static final Path FEAST = Path.of("src/test/feast");
    private static final String ASKED = """
            views:
              - {name: card_activity, source: cards.csv, ttl: 2h}
              - {name: holder_risk, source: holders.csv}
            labels: labels.csv
            training: training.csv
            """;

    @TempDir
    Path root;

    private GivenWorkspace files;

    @BeforeEach
    void givenWhatFeastMade() throws IOException {
        files = new GivenWorkspace(root);
        for (String name : new String[] {"registry.json", "cards.csv", "holders.csv", "labels.csv", "training.csv"}) {
            files.write(name, Files.readString(FEAST.resolve(name)));
        }
    }

    @Test
    void what_feast_joined_passes_where_ties_do_not_matter() {
        Finding finding = judge(ASKED + "ties: any");
        assertThat(finding.explanation()).endsWith("It is so.");
        assertThat(finding.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(finding.ground()).isEqualTo(Ground.STATIC);
        assertThat(finding.title()).isEqualTo("714 values are right at their time");
    }

    /** Its file store sorts by the time of writing and then, by a sort that is not stable, by the time of the event. */
    @Test
    void the_writings_that_feast_s_file_store_confuses_are_told() {
        Finding finding = judge();
        assertThat(finding.explanation())
                .contains("training.csv line 11: card_activity, 10 of 238 rows: have the values of another writing")
                .contains("has payments 64, and 164 is expected (cards.csv line 74, of 2026-01-05T10:35:00Z)");
        assertThat(finding.measurements().getLast().value()).isEqualTo(10);
    }

    @Test
    void values_that_feast_serves_beyond_their_time_to_live_are_skew() throws IOException {
        String online = Files.readString(FEAST.resolve("online.csv"));
        files.write("training.csv", Files.readString(FEAST.resolve("by-hand.csv")));
        files.write("online.csv", online);
        assertThat(judge(ASKED + "online: online.csv").explanation())
                .contains("online.csv line 5: card_activity, 2 of 8 rows: values older than the TTL were served;"
                        + " Feast's online store does not look at it");
        files.write("online.csv", online.replaceAll("(?m)^.*(18.53,79|17.31,48),middle\n", ""));
        assertThat(judge(ASKED + "online: online.csv").explanation()).endsWith("It is so.");
    }

    @Test
    void a_join_by_hand_keeps_the_labels_that_feast_s_file_store_drops() throws IOException {
        String words = judge(ASKED + "ties: any\nevery-row: true").explanation();
        assertThat(words).contains("labels.csv line").contains("41 of 279 labels are not in training.csv");
        files.write("training.csv", Files.readString(FEAST.resolve("by-hand.csv")));
        assertThat(judge(ASKED + "every-row: true").outcome()).isEqualTo(Outcome.PASSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-ttl | rows older than the TTL of 2 h were taken: the join has no TTL",
                "ttl-in-days | the join has no TTL",
                "ttl-from-now | only rows of the last 2 h before 2026-01-07T",
                "nearest | the values are those of the nearest row, be it later: a leak from the future",
                "strictly-before | a row at the very time of the label was left out",
                "first-writing | the first writing was taken; take the one with the latest created time",
                "read-in-berlin | the values are those of 1 h later: a time zone",
                "read-in-new-york | the values are those of 5 h earlier: a time zone",
                "newest | every row has its key's newest values, whatever its time: a leak from the future",
                "filled | hold a value where there is none",
                "mean-filled | hold a value where there is none",
                "in-cents | have values that no row of that key has",
                "written-in-berlin | every row: event_timestamp lies 1 h after the time of its label"
            })
    void a_mistake_is_told_once_and_by_its_cause(String variant, String cause) throws IOException {
        files.write("training.csv", Files.readString(FEAST.resolve("flawed/" + variant + ".csv")));
        Finding finding = judge();
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.explanation()).contains(cause);
        assertThat(finding.explanation().lines().skip(1)).hasSize(1);
        assertThat(finding.title()).startsWith("training.csv line ");
    }

    @Test
    void what_is_served_late_or_computed_another_way_is_skew() throws IOException {
        files.write("training.csv", Files.readString(FEAST.resolve("by-hand.csv")));
        String served = "event_timestamp,card_id,holder_id,payments,mean_amount,risk\n";
        files.write("online.csv", served + "2026-01-05T12:00:00+01:00,5,h3,64,172.41,middle\n");
        assertThat(judge(ASKED + "online: online.csv").explanation())
                .contains("card_id 5 at 2026-01-05T11:00:00Z has payments 64, and 164 is expected");
        files.write("online.csv", served + "2026-01-05T11:00:00Z,5,h3,164,17241,middle\n");
        assertThat(judge(ASKED + "online: online.csv").explanation())
                .contains("was something computed a second time, or scaled?");
        files.write("online.csv", served + "2026-01-05T11:00:00Z,5,h3,164,172.41,low\n");
        assertThat(judge(ASKED + "online: online.csv").explanation()).contains("holder_risk, 1 of 1 rows");
    }

    @Test
    void a_zone_with_summer_time_is_told_as_one() throws IOException {
        StringBuilder rows = new StringBuilder("card,seen_at,written_at,n_payments,mean_amount\n");
        StringBuilder labels = new StringBuilder("card_id,holder_id,event_timestamp\n");
        StringBuilder training = new StringBuilder("card_id,holder_id,event_timestamp,payments,mean_amount,risk\n");
        SplittableRandom random = new SplittableRandom(5);
        LocalDateTime start = LocalDateTime.parse("2026-03-27T00:00");
        for (int i = 0; i < 100; i++) {
            rows.append("1,%s,%s,%d,1.5\n".formatted(start.plusHours(i), start.plusHours(i), i));
        }
        for (int i = 0; i < 60; i++) {
            Instant label = start.plusMinutes(random.nextInt(200, 90 * 60)).toInstant(ZoneOffset.UTC);
            LocalDateTime there = label.atZone(ZoneId.of("Europe/Berlin")).toLocalDateTime();
            labels.append("1,h9,%s\n".formatted(label));
            long hour = Duration.between(start, there).toHours();
            training.append("1,h9,%s,%d,1.5,\n".formatted(label, hour));
        }
        files.write("cards.csv", rows.toString());
        files.write("labels.csv", labels.toString());
        files.write("training.csv", training.toString());
        assertThat(judge().explanation()).contains("those of 1 h later, or an hour after that: a time zone");
    }

    @Test
    void several_mistakes_at_once_are_grouped() throws IOException {
        String right = Files.readString(FEAST.resolve("by-hand.csv"));
        files.write(
                "training.csv",
                right.replace("164.0,172.41", "64.0,172.41").replaceAll("(?m),,,(\\w+)$", ",0,0,$1")
                        + right.lines().skip(5).findFirst().orElseThrow()
                        + "\n");
        String words = judge().explanation();
        assertThat(words)
                .contains("1 of 280 rows belong to no label of labels.csv, or stand more often than it")
                .contains("have the values of another writing for the same time")
                .contains("hold a value where there is none; fill nothing in here");
        assertThat(words.lines().skip(1)).hasSize(3);
    }

    @Test
    void what_a_lab_fills_in_is_expected_there() throws IOException {
        files.write("training.csv", Files.readString(FEAST.resolve("flawed/filled.csv")));
        String filled = ASKED.replace("ttl: 2h}", "ttl: 2h, fill: {payments: \"0\", mean_amount: \"0\"}}");
        assertThat(judge(filled).outcome()).isEqualTo(Outcome.PASSED);
        files.write("training.csv", Files.readString(FEAST.resolve("by-hand.csv")));
        assertThat(judge(filled).explanation()).contains("has payments nothing, and 0 is expected");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registry.json | \"ttl\": \"7200s\" | \"ttl\": \"86400s\" | registry.json line 111: view card_activity has a TTL of 1 day; 2 h is asked.",
                "registry.json | \"ttl\": \"7200s\" | \"ttl\": \"2h\" | line 113: view card_activity has a ttl that is no duration",
                "registry.json | \"name\": \"card_activity\" | \"name\": \"cards\" | declares no view card_activity, only cards, holder_risk.",
                "registry.json | \"featureViews\" | \"views\" | registry.json line 1: has no list 'featureViews'",
                "registry.json | \"project\": \"fraud\", | \"project\": fraud, | is not valid JSON",
                "registry.json | \"timestampField\": \"seen_at\" | \"timestampField\": \"at\" | cards.csv line 1: has no column at, which view card_activity declares",
                "cards.csv | 2026-01-07 13:06:00, | yesterday, | cards.csv line 2: holds no time",
                "cards.csv | n_payments | payments | cards.csv line 1: has no column n_payments",
                "labels.csv | 1,h1,2026-01-07 23:17:00 | 1,h1,1767828000 | labels.csv line 2: has '1767828000' for event_timestamp",
                "training.csv | event_timestamp | at | training.csv line 1: has no column event_timestamp",
                "training.csv | risk | risk_class | training.csv line 1: has no column risk of view holder_risk",
                "training.csv | ,60,70.33,high | ,60,70.33 | training.csv: is no CSV whose rows are as long as its header"
            })
    void what_cannot_be_compared_is_told_with_its_place(String file, String from, String to, String fault)
            throws IOException {
        String text = Files.readString(FEAST.resolve(file));
        assertThat(text).contains(from);
        files.write(file, text.replace(from, to));
        Finding finding = judge();
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.explanation()).contains(fault);
    }

    @Test
    void many_rows_end_in_time_and_too_many_are_refused() throws IOException {
        StringBuilder rows = new StringBuilder("card,seen_at,written_at,n_payments,mean_amount\n");
        StringBuilder labels = new StringBuilder("card_id,holder_id,event_timestamp\n");
        StringBuilder training = new StringBuilder("card_id,holder_id,event_timestamp,payments,mean_amount,risk\n");
        LocalDateTime start = LocalDateTime.parse("2026-01-01T00:00");
        for (int i = 0; i < 20_000; i++) {
            LocalDateTime at = start.plusMinutes(i);
            rows.append("1,%s,%s,7,1.5\n".formatted(at, at));
            labels.append("1,h9,%s:30\n".formatted(at));
            training.append("1,h9,%s:30,%d,1.5,\n".formatted(at, i == 19_999 ? 8 : 7));
        }
        files.write("cards.csv", rows.toString());
        files.write("labels.csv", labels.toString());
        files.write("training.csv", training.toString());
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(60), () -> judge())
                        .title())
                .startsWith("training.csv line 20001: card_activity, 1 of 20,000 rows: have values that no row");
        files.write("labels.csv", labels + "1,h9,2026-01-01\n".repeat(80_001));
        assertThat(judge().title()).startsWith("labels.csv line 100002: is the row after 100000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "views: [] | must hold 1 to 20 views",
                "views: [{name: a, source: a.csv}, {name: a, source: b.csv}] | each once",
                "views: [{name: a, source: ../a.csv}] | write a relative path",
                "views: [{name: a, source: a.csv, ttl: 2}] | a duration",
                "views: [{name: a, source: a.csv, fills: {}}] | is not known here",
                "views: [{name: a, source: a.csv}]\\nties: first | must be last-written or any",
                "views: [{name: a, source: a.csv}]\\nevery-row: 1 | true or false"
            })
    void wrong_settings_are_told_when_the_lab_is_read(String yaml, String message) {
        String whole = yaml.replace("\\n", "\n") + "\nlabels: l.csv\ntraining: t.csv\n";
        assertThatThrownBy(() -> new FeaturesCheck().validate(GivenSettings.with(whole)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(message);
    }

    private Finding judge() {
        return judge(ASKED);
    }

    private Finding judge(String asked) {
        return FeaturesCheck.judge(FeaturesSettings.read(GivenSettings.with(asked)), files.workspace());
    }
}
